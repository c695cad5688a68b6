"""Decides when reminders and questions are sent: on a working day of the person, when work begins."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from app.kernel.hours import WorkingHours

A_DAY = timedelta(days=1)


def previous_working_morning(starts_at: datetime, zone: str, hours: WorkingHours) -> datetime:
    """When work begins on the last working day before a session."""
    day = starts_at.astimezone(ZoneInfo(zone)).date() - A_DAY
    while day.isoweekday() not in hours.days:
        day -= A_DAY
    return _work_start_on_day(day, zone, hours)


def next_working_morning(after: datetime, zone: str, hours: WorkingHours) -> datetime:
    """When work begins on the first working day after that of a moment."""
    day = after.astimezone(ZoneInfo(zone)).date() + A_DAY
    while day.isoweekday() not in hours.days:
        day += A_DAY
    return _work_start_on_day(day, zone, hours)


def _work_start_on_day(day: date, zone: str, hours: WorkingHours) -> datetime:
    return datetime.combine(day, time(), ZoneInfo(zone)) + timedelta(minutes=hours.starts)
