"""The working week in which thanks are counted: it begins where the giver works, on the first day of work after days of rest."""

from __future__ import annotations

from datetime import datetime, timedelta

from app.kernel.workplace import PlaceOfWork

MOST_A_WEEK = 5
"""How many thanks a person gives in a working week: few enough that each is meant."""

MONDAY = 1


def find_week_start(place: PlaceOfWork, moment: datetime) -> datetime:
    """The first moment of the working week of `moment` there: Monday, or Sunday where people work from Sunday to Thursday."""
    today = place.to_local_time(moment).replace(hour=0, minute=0, second=0, microsecond=0)
    return today - timedelta(days=(today.isoweekday() - _find_first_day(place.hours.days)) % 7)


def _find_first_day(days: tuple[int, ...]) -> int:
    """The only day of work that follows a day of rest; Monday where there is none, or several."""
    first = [day for day in days if (day - 2) % 7 + 1 not in days]
    return first[0] if len(first) == 1 else MONDAY
