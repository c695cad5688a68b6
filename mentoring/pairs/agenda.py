"""The sessions of a pair in order, with or without a date."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from mentoring.pairs.plan import default_theme_of_session_number


@dataclass(frozen=True, kw_only=True)
class AgendaSession:
    """One session of the plan. Until it has a date, its times and `version` (which forms send back) are None."""

    number: int
    theme: str
    state: str = "open"
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    version: int | None = None

    @property
    def is_planned(self) -> bool:
        """Whether the session has a date and is still to be held."""
        return self.state == "planned"

    @property
    def is_held(self) -> bool:
        """Whether the session took place."""
        return self.state == "held"

    def can_be_marked_held(self, now: datetime) -> bool:
        """Whether the session can be marked as held."""
        return self.is_planned and self.starts_at is not None and self.starts_at <= now


def build_agenda(dated: Iterable[AgendaSession], whole: int) -> tuple[AgendaSession, ...]:
    """Every session of the plan, and sessions held beyond it; a cancelled session has no date again."""
    by_number: Mapping[int, AgendaSession] = {session.number: session for session in dated}
    last = max([whole, *(session.number for session in by_number.values() if session.is_held)])
    return tuple(
        by_number.get(number) or AgendaSession(number=number, theme=default_theme_of_session_number(number, whole))
        for number in range(1, last + 1)
    )


def find_next_session(plan: Sequence[AgendaSession]) -> AgendaSession | None:
    """The session with the earliest date, else the first without a date; returns None if all were held."""
    waiting = [session for session in plan if not session.is_held]
    dated = [
        (session.starts_at, session.number, session)
        for session in waiting
        if session.is_planned and session.starts_at is not None
    ]
    return min(dated)[2] if dated else next(iter(waiting), None)
