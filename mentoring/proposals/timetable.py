"""Lays out the common starts of two people as a weekly table, on the clock of the reader."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from app.kernel.schema import JsonObject
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


@dataclass(frozen=True)
class DatedTimetable:
    """A weekly table, and the days from which and until which it holds."""

    first_on: date
    last_on: date
    table: Timetable


def build_dated_timetables(explanation: JsonObject, zone: str, *, today: date, ends_on: date) -> list[DatedTimetable]:
    """The common slots of a pair on the clock of a reader from today to the round's last day: one table, or one for each time between changes of the clocks."""
    tables: list[DatedTimetable] = []
    for period in explanation["periods"]:
        first_on, last_on, week_on = (date.fromisoformat(period[name]) for name in ("first_on", "last_on", "week_on"))
        table = build_weekly_timetable(period["starts"], zone, week_on=week_on, minutes=explanation["minutes"])
        if tables and tables[-1].table == table:
            tables[-1] = DatedTimetable(tables[-1].first_on, last_on, table)
        elif last_on >= today:
            tables.append(DatedTimetable(max(first_on, today), last_on, table))
    return [replace(dated, last_on=min(dated.last_on, ends_on)) for dated in tables]


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
