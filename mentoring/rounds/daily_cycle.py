"""The daily cycle of a round: a fixed hour for every end and every new proposal, so that no hour reveals an answer; and deadlines."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from app.kernel.public_holidays import is_public_holiday
from app.kernel.workplace import PlaceOfWork

CYCLE_TIME = time(10)
"""On the clock of the site of most people of the round; if they do not work then, at the next working hour of the day."""

MAX_DAYS_BETWEEN_CYCLES = 366
"""Days within which a working day occurs, also for a site that works on one day a week."""

DAYS_TO_ANSWER = 5


def compute_last_cycle_time(now: datetime, workplace: PlaceOfWork) -> datetime:
    """The latest cycle at or before `now`."""
    today = workplace.to_local_time(now).date()
    cycles = (
        find_cycle_time_on_day(today - timedelta(days=back), workplace) for back in range(MAX_DAYS_BETWEEN_CYCLES)
    )
    return next(cycle for cycle in cycles if cycle is not None and cycle <= now)


def compute_next_cycle_time(now: datetime, workplace: PlaceOfWork) -> datetime:
    """The first cycle after `now`."""
    today = workplace.to_local_time(now).date()
    cycles = (
        find_cycle_time_on_day(today + timedelta(days=ahead), workplace) for ahead in range(MAX_DAYS_BETWEEN_CYCLES)
    )
    return next(cycle for cycle in cycles if cycle is not None and cycle > now)


def find_cycle_time_on_day(day: date, workplace: PlaceOfWork) -> datetime | None:
    """The cycle of a day; None on a day without work and on a public holiday."""
    if is_public_holiday(day, workplace.holidays):
        return None
    opens = workplace.hours.next_open_local_time(datetime.combine(day, CYCLE_TIME, ZoneInfo(workplace.zone)))
    return opens.astimezone(UTC) if opens.date() == day else None


def compute_answer_deadline(asked_at: datetime, workplace: PlaceOfWork) -> datetime:
    """The end of work on the fifth working day after the question, on the clock of the person's site."""
    day, left = workplace.to_local_time(asked_at).date(), DAYS_TO_ANSWER
    while left:
        day += timedelta(days=1)
        left -= workplace.is_working_day(day)
    open_for = timedelta(minutes=workplace.hours.starts + workplace.hours.minutes)
    closes = datetime.combine(day, time(), ZoneInfo(workplace.zone)) + open_for
    return closes.astimezone(UTC)
