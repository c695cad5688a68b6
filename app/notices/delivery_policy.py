"""Decides, when a mail is about to leave, whether it still may, and when a failed try is repeated."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

from app.kernel.hours import WorkingHours
from app.kernel.lifecycle import Lifecycle, LifecycleStep
from app.notices.frequency import DigestFrequency
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


class MailObstacle(StrEnum):
    """Why a due mail does not leave."""

    GONE = "gone"
    UNWANTED = "unwanted"
    READ = "read"
    CALM = "calm"
    LATE = "late"


def find_mail_obstacle(due: DueMail, now: datetime) -> MailObstacle | None:
    """The obstacle that stops a mail for good, None when there is none: the person left, chose otherwise, read it, or is in a crisis; or it is too late."""
    if not due.person.is_here:
        return MailObstacle.GONE
    if now > due.mail.created_at + MAX_AGE:
        return MailObstacle.LATE
    if due.mail.kind == "trial":
        return None
    if due.mail.kind == "notice":
        return _find_obstacle_to_notice(due)
    if due.choices.rhythm == DigestFrequency.NEVER:
        return MailObstacle.UNWANTED
    return MailObstacle.CALM if due.is_calm else None


def _find_obstacle_to_notice(due: DueMail) -> MailObstacle | None:
    if not due.choices.transactional:
        return MailObstacle.UNWANTED
    is_read = due.notice is None or (due.notice.read_at is not None and not due.is_for_calendar)
    return MailObstacle.READ if is_read else None


def find_retry_moment(attempts: int, now: datetime, *, hours: WorkingHours, zone: str) -> datetime | None:
    """When to try again after so many attempts, within working hours; None after the last."""
    if attempts > len(RETRY_DELAYS):
        return None
    return hours.next_open_moment(now + RETRY_DELAYS[attempts - 1], zone)
