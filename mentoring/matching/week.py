"""One absolute week of half hours, as bits: where slots of several time zones and of both clocks of the year meet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from mentoring.matching.values import Slot

HALF = 30
HALVES = 7 * 24 * 60 // HALF
WHOLE = (1 << HALVES) - 1


def offset(zone: str, week_on: date) -> int:
    """How many minutes the clocks of a zone are ahead of UTC at noon of the week's first day."""
    return _ahead(datetime.combine(week_on, time(12)), zone)


def free_halves(slot: Slot, zone: str, week_on: date) -> int:
    """The half hours of UTC that lie wholly inside a slot; a week goes round, so Sunday evening may be Monday in UTC."""
    start, end = (_minute(slot.weekday, minutes, zone, week_on) for minutes in (slot.start, slot.end))
    halves = range(-(-start // HALF), end // HALF)
    return sum(1 << half for half in {half % HALVES for half in halves})


def starts(halves: int, session_minutes: int) -> int:
    """The half hours at which a session may start, for a person who is free in these."""
    found = halves
    for step in range(1, -(-session_minutes // HALF)):
        found &= (halves >> step | halves << (HALVES - step)) & WHOLE
    return found


def minutes_of(bits: int) -> Iterator[int]:
    """The minutes of the week, in UTC, at which these half hours begin."""
    return (half * HALF for half in range(HALVES) if bits >> half & 1)


def local_slots(minutes: Iterable[int], zone: str, *, week_on: date, session_minutes: int) -> tuple[Slot, ...]:
    """Sessions that start at these minutes of the week in UTC, on the clock of a person."""
    return tuple(_local(minute, zone, week_on, session_minutes) for minute in minutes)


def _local(minute: int, zone: str, week_on: date, session_minutes: int) -> Slot:
    moment = datetime.combine(week_on, time(), ZoneInfo("UTC")) + timedelta(minutes=minute)
    here = moment.astimezone(ZoneInfo(zone))
    start = here.hour * 60 + here.minute
    return Slot(here.weekday(), start, start + session_minutes)


def _minute(weekday: int, minutes: int, zone: str, week_on: date) -> int:
    local = datetime.combine(week_on, time()) + timedelta(days=weekday, minutes=minutes)
    return weekday * 24 * 60 + minutes - _ahead(local, zone)


def _ahead(local: datetime, zone: str) -> int:
    ahead = local.replace(tzinfo=ZoneInfo(zone)).utcoffset()
    assert ahead is not None, "Every zone has an offset at every moment."
    return int(ahead.total_seconds()) // 60
