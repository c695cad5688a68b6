"""One absolute week of half hours in UTC, as bits, so that slots of all time zones can be compared."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from mentoring.matching.values import Slot

HALF_HOUR = 30
HALF_HOURS_A_WEEK = 7 * 24 * 60 // HALF_HOUR
WHOLE_WEEK = (1 << HALF_HOURS_A_WEEK) - 1


def zone_offset_minutes(zone: str, week_on: date) -> int:
    """Minutes by which a zone is ahead of UTC at noon of the week's first day."""
    return _zone_offset_minutes_at(datetime.combine(week_on, time(12)), zone)


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
