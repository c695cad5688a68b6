"""How long a question has waited, on days on which people work where it was asked."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from app.kernel.workplace import PlaceOfWork

LISTED_AFTER = timedelta(hours=24)
"""How long a question waits, on days of work, until ambassadors are shown it."""

LISTED_FOR = timedelta(days=30)
"""How long a question is listed at most."""


def compute_wait(place: PlaceOfWork, asked_at: datetime, now: datetime) -> timedelta:
    """The time between the two moments that lies on days on which people work at that place."""
    start, end, waited = place.to_local_time(asked_at), place.to_local_time(now), timedelta()
    while start < end:
        midnight = datetime.combine(start.date() + timedelta(days=1), time(), start.tzinfo)
        until = min(midnight, end)
        waited += until - start if place.is_working_day(start.date()) else timedelta()
        start = until
    return waited
