"""The working days and hours of the invented company, counted back from today."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

LAUNCHED_AGO = timedelta(days=150)
"""How long ago the company opened Passerelle."""


def workday_on_or_before(day: date) -> date:
    """That day, or the Friday before a weekend."""
    return day - timedelta(days=max(0, day.weekday() - 4))


def draw_working_moment(day: date, time_zone: str, chance: Random) -> datetime:
    """A random moment in the working hours of that day, in that time zone."""
    start = datetime.combine(day, time(8, 30), ZoneInfo(time_zone))
    return start + timedelta(minutes=chance.randrange(9 * 60), seconds=chance.randrange(60))
