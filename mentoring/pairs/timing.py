"""Decides when reminders and questions are sent: on a working day of the person, when work begins."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from app.kernel.workplace import PlaceOfWork

A_DAY = timedelta(days=1)


def previous_working_morning(starts_at: datetime, workplace: PlaceOfWork) -> datetime:
    """When work begins on the last working day before a session."""
    day = workplace.to_local_time(starts_at).date() - A_DAY
    while not workplace.is_working_day(day):
        day -= A_DAY
    return _work_start_on_day(day, workplace)


def next_working_morning(after: datetime, workplace: PlaceOfWork) -> datetime:
    """When work begins on the first working day after that of a moment."""
    day = workplace.to_local_time(after).date() + A_DAY
    while not workplace.is_working_day(day):
        day += A_DAY
    return _work_start_on_day(day, workplace)


def _work_start_on_day(day: date, workplace: PlaceOfWork) -> datetime:
    return datetime.combine(day, time(), ZoneInfo(workplace.zone)) + timedelta(minutes=workplace.hours.starts)
