"""Decides, at the moment when a mail would leave, whether it still may, and when a try that failed is made again."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

from app.kernel.hours import WorkingHours
from app.notices.frequency import Frequency
from app.notices.queries.mail import Due

PATIENCE = timedelta(days=5)
"""A mail that could not leave for so long is of no use any more: the inbox still says what it said."""

PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 180, 360, 720))
"""How long to wait after each try that surely did not arrive."""


class Obstacle(StrEnum):
    """Why a mail that was due does not leave after all."""

    GONE = "gone"
    UNWANTED = "unwanted"
    READ = "read"
    CALM = "calm"
    LATE = "late"


def find_obstacle(due: Due, now: datetime) -> Obstacle | None:
    """What stands in the way for ever: who left, chose otherwise, read it inside, or is in a crisis; or it comes too late."""
    if not due.person.is_here:
        return Obstacle.GONE
    if now > due.mail.created_at + PATIENCE:
        return Obstacle.LATE
    if due.mail.kind == "notice":
        return _obstacle_to_notice(due)
    if due.choices.rhythm == Frequency.NEVER:
        return Obstacle.UNWANTED
    return Obstacle.CALM if due.is_calm else None


def _obstacle_to_notice(due: Due) -> Obstacle | None:
    if not due.choices.transactional:
        return Obstacle.UNWANTED
    is_read = due.notice is None or (due.notice.read_at is not None and not due.is_for_calendar)
    return Obstacle.READ if is_read else None


def next_try(attempts: int, now: datetime, *, hours: WorkingHours, zone: str) -> datetime | None:
    """When to try again after so many tries, within working hours; None when that was the last."""
    if attempts > len(PAUSES):
        return None
    return hours.next_open(now + PAUSES[attempts - 1], zone)
