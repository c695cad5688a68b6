"""Decides, when a mail is about to leave, whether it still may, and when a failed try is repeated."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

from app.kernel.hours import WorkingHours
from app.kernel.lifecycle import Lifecycle, LifecycleStep
from app.notices.frequency import Frequency
from app.notices.queries.mail import DueMail

MAX_AGE = timedelta(days=5)
"""A mail that could not leave for so long is dropped: its notice is still in the inbox."""

RETRY_DELAYS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 180, 360, 720))
"""How long to wait after each try that certainly did not arrive."""


MAIL_LIFECYCLE = Lifecycle(
    "mail",
    {
        "send": LifecycleStep(frozenset({"waiting"}), "sending"),
        "retry": LifecycleStep(frozenset({"sending"}), "waiting"),
        "drop": LifecycleStep(frozenset({"waiting"}), "dropped"),
        "accept": LifecycleStep(frozenset({"sending"}), "sent"),
        "fail": LifecycleStep(frozenset({"waiting", "sending"}), "failed"),
        "lose": LifecycleStep(frozenset({"sending"}), "unknown"),
    },
)
"""What `lose` ends is never sent again: it may have arrived."""


class Obstacle(StrEnum):
    """Why a due mail does not leave."""

    GONE = "gone"
    UNWANTED = "unwanted"
    READ = "read"
    CALM = "calm"
    LATE = "late"


def find_obstacle(due: DueMail, now: datetime) -> Obstacle | None:
    """The obstacle that stops a mail for good, None when there is none: the person left, chose otherwise, read it, or is in a crisis; or it is too late."""
    if not due.person.is_here:
        return Obstacle.GONE
    if now > due.mail.created_at + MAX_AGE:
        return Obstacle.LATE
    if due.mail.kind == "notice":
        return _obstacle_to_notice(due)
    if due.choices.rhythm == Frequency.NEVER:
        return Obstacle.UNWANTED
    return Obstacle.CALM if due.is_calm else None


def _obstacle_to_notice(due: DueMail) -> Obstacle | None:
    if not due.choices.transactional:
        return Obstacle.UNWANTED
    is_read = due.notice is None or (due.notice.read_at is not None and not due.is_for_calendar)
    return Obstacle.READ if is_read else None


def find_next_try(attempts: int, now: datetime, *, hours: WorkingHours, zone: str) -> datetime | None:
    """When to try again after so many attempts, within working hours; None after the last."""
    if attempts > len(RETRY_DELAYS):
        return None
    return hours.next_open(now + RETRY_DELAYS[attempts - 1], zone)
