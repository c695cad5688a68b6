"""The period a board covers: this week, this month, a season with its dates, or all time; and how long it rests between builds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import StrEnum

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
ALL_TIME = (EPOCH, datetime(9999, 1, 1, tzinfo=UTC))
SHORTEST_REST = timedelta(seconds=0.2)
REST_FACTOR = 4
"""A board of people is built again after so many times the duration of its build: it uses a fifth of a worker at most."""
LONGEST_SHARED_REST = timedelta(seconds=10)
"""Boards of people share that fifth of a worker, as long as none of them waits longer than this for the others."""


class BoardPeriod(StrEnum):
    """Which period of the ledger a board covers."""

    WEEK = "week"
    MONTH = "month"
    SEASON = "season"
    ALL = "all"


@dataclass(frozen=True)
class DayRange:
    """Days from the first to the last, both included."""

    first: date
    last: date

    @property
    def day_count(self) -> int:
        """How many days."""
        return (self.last - self.first).days + 1


@dataclass(frozen=True)
class BoardWindow:
    """The time from `since`, included, to `until`, excluded."""

    since: datetime
    until: datetime


WEEKS_OF_HISTORY = 8
"""So many whole weeks of groups are kept."""


@dataclass(frozen=True)
class HistoryPeriod:
    """A week or a month by its first day, with its window; it may be under way."""

    kind: BoardPeriod
    starts_on: date
    window: BoardWindow


def time_span_of_period(period: BoardPeriod, now: datetime, season: DayRange | None = None) -> BoardWindow:
    """The window of a period at `now`, by the time zone that `now` carries."""
    if period is BoardPeriod.SEASON:
        assert season is not None, "A board of a season names it."
        return _time_span_between_days(season.first, season.last + timedelta(days=1), now.tzinfo)
    today = now.date()
    if period is BoardPeriod.WEEK:
        monday = today - timedelta(days=today.weekday())
        return _time_span_between_days(monday, monday + timedelta(days=7), now.tzinfo)
    if period is BoardPeriod.MONTH:
        first = today.replace(day=1)
        return _time_span_between_days(first, (first + timedelta(days=31)).replace(day=1), now.tzinfo)
    return BoardWindow(*ALL_TIME)


def list_history_periods(now: datetime) -> list[HistoryPeriod]:
    """The WEEKS_OF_HISTORY weeks before this one, the latest first, then last month and this month."""
    weeks = [_history_period(BoardPeriod.WEEK, now - timedelta(weeks=back)) for back in range(1, WEEKS_OF_HISTORY + 1)]
    last_month = now.replace(day=1) - timedelta(days=1)
    return [*weeks, *(_history_period(BoardPeriod.MONTH, moment) for moment in (last_month, now))]


def _history_period(kind: BoardPeriod, moment: datetime) -> HistoryPeriod:
    window = time_span_of_period(kind, moment)
    return HistoryPeriod(kind, window.since.date(), window)


def has_ended_since_version(window: BoardWindow, *, as_of: datetime, now: datetime) -> bool:
    """Whether the window ended after the version of `as_of`, so that a last version is due."""
    return as_of < window.until <= now


def next_publication_at(now: datetime, minutes: int) -> datetime:
    """When figures of groups may be published again: the next multiple of `minutes`, such as the next quarter of an hour."""
    if minutes == 0:
        return now
    interval = timedelta(minutes=minutes)
    return EPOCH + ((now - EPOCH) // interval + 1) * interval


def _time_span_between_days(first: date, after: date, zone: tzinfo | None) -> BoardWindow:
    return BoardWindow(datetime.combine(first, time(), zone), datetime.combine(after, time(), zone))


def compute_rest(took: timedelta, boards: int) -> timedelta:
    """How long a board rests after a build, where there are so many boards of people."""
    own = REST_FACTOR * took
    return max(SHORTEST_REST, own, min(boards * own, LONGEST_SHARED_REST))
