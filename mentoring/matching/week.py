"""One absolute week of half hours in UTC, as bits, so that slots of all time zones can be compared."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from mentoring.matching.values import Slot

HALF_HOUR = 30
HALF_HOURS_A_WEEK = 7 * 24 * 60 // HALF_HOUR
WHOLE_WEEK = (1 << HALF_HOURS_A_WEEK) - 1


@lru_cache(maxsize=4_096)
def zone_offset_minutes(zone: str, day: date) -> int:
    """Minutes by which a zone is ahead of UTC at noon of a day."""
    return _zone_offset_minutes_at(datetime.combine(day, time(12)), zone)


def list_mondays(week_on: date, last_on: date) -> list[date]:
    """The Mondays from one week to the week of a day; at least one."""
    weeks = max((last_on - week_on).days // 7, 0)
    return [week_on + timedelta(weeks=week) for week in range(weeks + 1)]


def relative_zone_offsets(zones: Sequence[str], monday: date) -> tuple[int, ...]:
    """By how many minutes each zone is ahead of the first, on Monday and on Friday of a week."""
    first, last = ([zone_offset_minutes(zone, monday + timedelta(days=day)) for zone in zones] for day in (0, 4))
    return tuple(offset - day[0] for day in (first, last) for offset in day)


def free_half_hour_bits(slot: Slot, zone: str, week_on: date) -> int:
    """Bits of the UTC half hours that lie wholly inside a slot. The week wraps around: Sunday evening may be Monday in UTC."""
    start, end = (_utc_minute_of_week(slot.weekday, minutes, zone, week_on) for minutes in (slot.start, slot.end))
    halves = range(-(-start // HALF_HOUR), end // HALF_HOUR)
    return sum(1 << half for half in {half % HALF_HOURS_A_WEEK for half in halves})


def meeting_start_bits(halves: int, session_minutes: int) -> int:
    """Bits of the half hours at which a session may start, for a person free in `halves`."""
    session_halves = halves
    for step in range(1, -(-session_minutes // HALF_HOUR)):
        session_halves &= (halves >> step | halves << (HALF_HOURS_A_WEEK - step)) & WHOLE_WEEK
    return session_halves


def list_minutes_of_half_hours(bits: int) -> Iterator[int]:
    """The minutes of the UTC week at which these half hours begin."""
    return (half * HALF_HOUR for half in range(HALF_HOURS_A_WEEK) if bits >> half & 1)


def list_local_meeting_slots(
    minutes: Iterable[int], zone: str, *, week_on: date, session_minutes: int
) -> tuple[Slot, ...]:
    """Sessions that start at these minutes of the UTC week, as slots on the clock of a zone."""
    return tuple(_local_meeting_slot(minute, zone, week_on, session_minutes) for minute in minutes)


def _local_meeting_slot(minute: int, zone: str, week_on: date, session_minutes: int) -> Slot:
    moment = datetime.combine(week_on, time(), ZoneInfo("UTC")) + timedelta(minutes=minute)
    here = moment.astimezone(ZoneInfo(zone))
    start = here.hour * 60 + here.minute
    return Slot(here.weekday(), start, start + session_minutes)


def _utc_minute_of_week(weekday: int, minutes: int, zone: str, week_on: date) -> int:
    local = datetime.combine(week_on, time()) + timedelta(days=weekday, minutes=minutes)
    return weekday * 24 * 60 + minutes - _zone_offset_minutes_at(local, zone)


def _zone_offset_minutes_at(local: datetime, zone: str) -> int:
    ahead = local.replace(tzinfo=ZoneInfo(zone)).utcoffset()
    assert ahead is not None, "Every zone has an offset at every moment."
    return int(ahead.total_seconds()) // 60
