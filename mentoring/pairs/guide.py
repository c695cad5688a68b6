"""What a guide is: one page that a pair reads before a session, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.kernel.discovery import discover_kinds
from mentoring.pairs.plan import THEMES

Words = Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class Step:
    """One part of the session, with how long it takes."""

    minutes: int
    title: Words
    text: Words


@dataclass(frozen=True, kw_only=True)
class Guide:
    """A session from before to after: what to bring, what to do together, sentences to borrow, and what to do when it sticks."""

    name: str
    title: Words
    promise: Words
    before: tuple[Words, ...]
    steps: tuple[Step, ...]
    sentences: tuple[Words, ...]
    stuck: Words
    after: Words

    @property
    def minutes(self) -> int:
        """How long the session takes."""
        return sum(step.minutes for step in self.steps)


def guides() -> dict[str, Guide]:
    """Every guide by name, in the order in which a pair meets them."""
    found = discover_kinds("mentoring.pairs.guides", Guide)
    return {name: found[name] for name in THEMES}
