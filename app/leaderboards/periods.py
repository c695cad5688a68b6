"""Which stretch of time a board looks at: this week, this month, a season with its dates, or all of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import StrEnum

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
ALL_TIME = (EPOCH, datetime(9999, 1, 1, tzinfo=UTC))


class BoardPeriod(StrEnum):
    """Which stretch of the ledger a board looks at."""

    WEEK = "week"
    MONTH = "month"
    SEASON = "season"
    ALL = "all"


@dataclass(frozen=True)
class DayRange:
    """From a day to another, both included."""

    first: date
    last: date

    @property
    def count(self) -> int:
        """How many days."""
        return (self.last - self.first).days + 1


@dataclass(frozen=True)
class BoardWindow:
    """From a moment on, and before another."""

    since: datetime
    until: datetime


def window_of(period: BoardPeriod, now: datetime, season: DayRange | None = None) -> BoardWindow:
    """The window that a board of `period` looks at, for the wall clock that `now` (aware) carries."""
    if period is BoardPeriod.SEASON:
        assert season is not None, "A board of a season names it."
        return _window_between(season.first, season.last + timedelta(days=1), now.tzinfo)
    today = now.date()
    if period is BoardPeriod.WEEK:
        monday = today - timedelta(days=today.weekday())
        return _window_between(monday, monday + timedelta(days=7), now.tzinfo)
    if period is BoardPeriod.MONTH:
        first = today.replace(day=1)
        return _window_between(first, (first + timedelta(days=31)).replace(day=1), now.tzinfo)
    return BoardWindow(*ALL_TIME)


def is_over(window: BoardWindow, *, as_of: datetime, now: datetime) -> bool:
    """Whether the window ended after a version that was true as of `as_of`: a last one is due."""
    return as_of < window.until <= now


def next_publication_at(now: datetime, minutes: int) -> datetime:
    """When figures of groups are published again: at round quarters of an hour, say, whoever earned what meanwhile."""
    if minutes == 0:
        return now
    beat = timedelta(minutes=minutes)
    return EPOCH + ((now - EPOCH) // beat + 1) * beat


def _window_between(first: date, after: date, zone: tzinfo | None) -> BoardWindow:
    return BoardWindow(datetime.combine(first, time(), zone), datetime.combine(after, time(), zone))
