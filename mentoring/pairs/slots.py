"""Finds the dates on which two people, each in their own time zone, are both free for a session."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from mentoring.matching.values import DateSpan, Slot

DAYS_AHEAD = 42
"""How many days ahead dates are searched."""


@dataclass(frozen=True)
class WeeklySlots:
    """The free slots of one person each week, in that person's time zone."""

    slots: tuple[Slot, ...]
    zone: str
    away: tuple[DateSpan, ...] = ()

    def is_away_on(self, day: date) -> bool:
        """Whether this person is away that day."""
        return any(first <= day <= last for first, last in self.away)


@dataclass(frozen=True)
class TimeSpan:
    """A stretch of time, in UTC."""

    start: datetime
    end: datetime

    def overlaps(self, other: TimeSpan) -> bool:
        """Whether the two overlap."""
        return self.start < other.end and other.start < self.end


def list_shared_starts(
    sides: tuple[WeeklySlots, WeeklySlots], lasts: timedelta, *, after: datetime, busy: Sequence[TimeSpan]
) -> list[datetime]:
    """Every start after that moment at which both are free for that long, within six weeks, earliest first."""
    first, second = (list(_iterate_free_spans(side, after.date())) for side in sides)
    shared = sorted(
        {both for spell_of_first in first for other in second if (both := _find_shared_span(spell_of_first, other))},
        key=_sort_key_of_span,
    )
    candidates = dict.fromkeys(start for spell in shared for start in _iterate_session_starts(spell, lasts))
    return [start for start in candidates if start > after and not _is_span_taken(TimeSpan(start, start + lasts), busy)]


def choose_starts_on_different_days(starts: Iterable[datetime], most: int) -> list[datetime]:
    """At most so many of these starts, on different days as far as possible, in order."""
    ordered = list(starts)
    first_of_day = list({start.date(): start for start in reversed(ordered)}.values())[::-1]
    others = [start for start in ordered if start not in set(first_of_day)]
    return sorted([*first_of_day, *others][:most])


def _iterate_free_spans(side: WeeklySlots, first_on: date) -> Iterator[TimeSpan]:
    zone = ZoneInfo(side.zone)
    for day in (first_on + timedelta(days=ahead) for ahead in range(-1, DAYS_AHEAD)):
        for slot in side.slots:
            if slot.weekday == day.weekday() and not side.is_away_on(day):
                yield TimeSpan(_to_utc(day, slot.start, zone), _to_utc(day, slot.end, zone))


def _to_utc(day: date, minutes: int, zone: ZoneInfo) -> datetime:
    """That wall-clock time in UTC; a time that a clock change skips moves forward."""
    return (datetime.combine(day, time(), zone) + timedelta(minutes=minutes)).astimezone(UTC)


def _find_shared_span(spell_of_first: TimeSpan, other: TimeSpan) -> TimeSpan | None:
    spell = TimeSpan(max(spell_of_first.start, other.start), min(spell_of_first.end, other.end))
    return spell if spell.start < spell.end else None


def _iterate_session_starts(spell: TimeSpan, lasts: timedelta) -> Iterator[datetime]:
    start = spell.start
    while start + lasts <= spell.end:
        yield start
        start += lasts


def _is_span_taken(spell: TimeSpan, busy: Sequence[TimeSpan]) -> bool:
    return any(spell.overlaps(other) for other in busy)


def _sort_key_of_span(spell: TimeSpan) -> tuple[datetime, datetime]:
    return spell.start, spell.end
