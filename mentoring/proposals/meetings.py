"""The first two moments at which a pair can meet: on common slots, at work, a week apart, and in nobody's other session."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from app.kernel.hours import WorkingHours
from mentoring.matching.values import Slot
from mentoring.matching.week import free_half_hours, session_starts, week_minutes

FIRST = 2
APART = timedelta(days=6, hours=22)
"""A week, less what clocks may be put back or forth in between."""

Spell = tuple[datetime, datetime]


@dataclass(frozen=True, kw_only=True)
class Side:
    """When one of the two is free, on the clock of their site, and at work there."""

    slots: Sequence[Slot]
    zone: str
    hours: WorkingHours


@dataclass(frozen=True, kw_only=True)
class Window:
    """When meetings may be, how long they last, and what either has in the diary already."""

    earliest: datetime
    latest: datetime
    minutes: int
    taken: Sequence[Spell] = ()


def first_meetings(sides: Sequence[Side], window: Window) -> tuple[datetime, ...]:
    """Two, or fewer where the round has no room for them."""
    found: list[datetime] = []
    for start in _starts(sides, window):
        if found and start < found[-1] + APART:
            continue
        if _suits(start, sides, window):
            found.append(start)
        if len(found) == FIRST:
            break
    return tuple(found)


def _starts(sides: Sequence[Side], window: Window) -> Iterator[datetime]:
    """Week by week: each is laid out by its own clocks, so that none is an hour off after they change."""
    monday = window.earliest.date() - timedelta(days=window.earliest.weekday())
    while monday <= window.latest.date():
        for minute in week_minutes(_both_may_start(sides, monday, window.minutes)):
            yield datetime.combine(monday, time(), UTC) + timedelta(minutes=minute)
        monday += timedelta(weeks=1)


def _both_may_start(sides: Sequence[Side], monday: date, minutes: int) -> int:
    found = -1
    for side in sides:
        free = 0
        for slot in side.slots:
            free |= free_half_hours(slot, side.zone, monday)
        found &= session_starts(free, minutes)
    return found


def _suits(start: datetime, sides: Sequence[Side], window: Window) -> bool:
    ends = start + timedelta(minutes=window.minutes)
    if start < window.earliest or ends > window.latest:
        return False
    if any(start < taken_until and taken_from < ends for taken_from, taken_until in window.taken):
        return False
    last = ends - timedelta(minutes=1)
    return all(side.hours.is_open_in(moment, side.zone) for side in sides for moment in (start, last))
