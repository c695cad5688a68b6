"""The fixed moments at which what ended is told and what follows goes out, so that no hour betrays anybody; and when an answer is due."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from app.kernel.hours import WorkingHours

AT = time(10)
"""On the clock where most people of the round work; where nobody works at ten, at the first hour after it."""

FARTHEST = 15
"""Days within which somebody works again, whatever the hours."""

DAYS_TO_ANSWER = 5


def last_beat(now: datetime, zone: str, hours: WorkingHours) -> datetime:
    """The latest beat that has come."""
    today = now.astimezone(ZoneInfo(zone)).date()
    beats = (beat_on(today - timedelta(days=back), zone, hours) for back in range(FARTHEST))
    return next(beat for beat in beats if beat is not None and beat <= now)


def next_beat(now: datetime, zone: str, hours: WorkingHours) -> datetime:
    """The first beat that has not come."""
    today = now.astimezone(ZoneInfo(zone)).date()
    beats = (beat_on(today + timedelta(days=ahead), zone, hours) for ahead in range(FARTHEST))
    return next(beat for beat in beats if beat is not None and beat > now)


def beat_on(day: date, zone: str, hours: WorkingHours) -> datetime | None:
    """The beat of a day; None when nobody works on it."""
    opens = hours.opening_from(datetime.combine(day, AT, ZoneInfo(zone)))
    return opens.astimezone(UTC) if opens.date() == day else None


def answer_due(asked_at: datetime, zone: str, hours: WorkingHours) -> datetime:
    """The end of work on the fifth working day after the day of the question, on the clock of the person's site."""
    day, left = asked_at.astimezone(ZoneInfo(zone)).date(), DAYS_TO_ANSWER
    while left:
        day += timedelta(days=1)
        left -= day.isoweekday() in hours.days
    closes = datetime.combine(day, time(), ZoneInfo(zone)) + timedelta(minutes=hours.starts + hours.minutes)
    return closes.astimezone(UTC)
