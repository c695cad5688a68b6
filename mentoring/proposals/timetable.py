"""Lays out the common starts of two people as a weekly table, on the clock of the reader."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from mentoring.matching.week import HALF_HOUR, list_local_meeting_slots

WORKING_DAYS = 5


@dataclass(frozen=True)
class TimetableRow:
    """A time span, in minutes from midnight, and the weekdays on which both are free in it (Monday is 0)."""

    start: int
    end: int
    days: frozenset[int]


@dataclass(frozen=True)
class Timetable:
    """Rows by hour; Saturday and Sunday are columns only if both are free on them."""

    rows: Sequence[TimetableRow]
    days: range


def build_weekly_timetable(starts: Sequence[int], zone: str, *, week_on: date, minutes: int) -> Timetable:
    """Merge starts that follow each other by half hours into one span."""
    spans_by_day: dict[int, list[list[int]]] = {}
    slots = list_local_meeting_slots(starts, zone, week_on=week_on, session_minutes=minutes)
    for slot in sorted(slots, key=lambda slot: (slot.weekday, slot.start)):
        day_spans = spans_by_day.setdefault(slot.weekday, [])
        if day_spans and slot.start <= day_spans[-1][1] - minutes + HALF_HOUR:
            day_spans[-1][1] = slot.end
        else:
            day_spans.append([slot.start, slot.end])
    rows: dict[tuple[int, int], set[int]] = {}
    for day, day_spans in spans_by_day.items():
        for start, end in day_spans:
            rows.setdefault((start, end), set()).add(day)
    last = max(spans_by_day, default=0)
    return Timetable(
        rows=[TimetableRow(start, end, frozenset(days)) for (start, end), days in sorted(rows.items())],
        days=range(max(WORKING_DAYS, last + 1)),
    )
