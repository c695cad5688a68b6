"""The sessions of a pair in order, those with a date and those without: values in, values out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from mentoring.pairs.plan import theme_for_session


@dataclass(frozen=True, kw_only=True)
class AgendaSession:
    """One session of the plan. `seen` is its last change, for forms; None, as its times are, until it is given a date."""

    number: int
    theme: str
    state: str = "open"
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    version: int | None = None

    @property
    def is_planned(self) -> bool:
        """Whether it is to take place at some moment."""
        return self.state == "planned"

    @property
    def is_held(self) -> bool:
        """Whether it took place."""
        return self.state == "held"

    def has_begun(self, now: datetime) -> bool:
        """Whether it may be said to be held."""
        return self.is_planned and self.starts_at is not None and self.starts_at <= now


def build_agenda(dated: Iterable[AgendaSession], whole: int) -> tuple[AgendaSession, ...]:
    """Every session up to the last one meant, and any held beyond it; what was called off waits for a date again."""
    known: Mapping[int, AgendaSession] = {one.number: one for one in dated}
    last = max([whole, *(one.number for one in known.values() if one.is_held)])
    return tuple(
        known.get(number) or AgendaSession(number=number, theme=theme_for_session(number, whole))
        for number in range(1, last + 1)
    )


def find_next_session(plan: Sequence[AgendaSession]) -> AgendaSession | None:
    """The session that comes next: the earliest date, else the first without one; None when all were held."""
    waiting = [one for one in plan if not one.is_held]
    dated = [(one.starts_at, one.number, one) for one in waiting if one.is_planned and one.starts_at is not None]
    return min(dated)[2] if dated else next(iter(waiting), None)
