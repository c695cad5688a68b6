"""The common starts of two people as a table of a week, on the clock of whoever reads it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from mentoring.matching.week import HALF_HOUR, local_slots

WORKING_DAYS = 5


@dataclass(frozen=True)
class Row:
    """A spell of the day, in minutes from midnight, and the days on which both are free in it (Monday is 0)."""

    start: int
    end: int
    days: frozenset[int]


@dataclass(frozen=True)
class Timetable:
    """Rows by their hour; Saturday and Sunday are columns only where somebody is free on them."""

    rows: Sequence[Row]
    days: range


def lay_out(starts: Sequence[int], zone: str, *, week_on: date, minutes: int) -> Timetable:
    """Starts that follow each other by half hours are one spell."""
    spells: dict[int, list[list[int]]] = {}
    slots = local_slots(starts, zone, week_on=week_on, session_minutes=minutes)
    for slot in sorted(slots, key=lambda one: (one.weekday, one.start)):
        of_day = spells.setdefault(slot.weekday, [])
        if of_day and slot.start <= of_day[-1][1] - minutes + HALF_HOUR:
            of_day[-1][1] = slot.end
        else:
            of_day.append([slot.start, slot.end])
    rows: dict[tuple[int, int], set[int]] = {}
    for day, of_day in spells.items():
        for start, end in of_day:
            rows.setdefault((start, end), set()).add(day)
    last = max(spells, default=0)
    return Timetable(
        rows=[Row(start, end, frozenset(days)) for (start, end), days in sorted(rows.items())],
        days=range(max(WORKING_DAYS, last + 1)),
    )
