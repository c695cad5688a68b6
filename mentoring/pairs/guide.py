"""What a guide is: one page that a pair reads before a session, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.kernel.discovery import discover_instances
from mentoring.pairs.plan import THEMES

GuideText = Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class GuideStep:
    """One part of the session, with how long it takes."""

    minutes: int
    title: GuideText
    text: GuideText


@dataclass(frozen=True, kw_only=True)
class Guide:
    """A session from before to after: what to bring, what to do together, sentences to borrow, and what to do when it sticks."""

    name: str
    title: GuideText
    promise: GuideText
    before: tuple[GuideText, ...]
    steps: tuple[GuideStep, ...]
    sentences: tuple[GuideText, ...]
    stuck: GuideText
    after: GuideText

    @property
    def minutes(self) -> int:
        """How long the session takes."""
        return sum(step.minutes for step in self.steps)


def list_guides_by_name() -> dict[str, Guide]:
    """Every guide by name, in the order in which a pair meets them."""
    guides_by_name = discover_instances("mentoring.pairs.guides", Guide)
    return {name: guides_by_name[name] for name in THEMES}
