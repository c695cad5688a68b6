"""Reads how mail is: the last that left, what did not in the last week and why, and somebody's last trial."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from app.kernel.database import session
from app.notices.models import Mail


@dataclass(frozen=True)
class MailFailures:
    """How many mails did not arrive for one reason, as the mail server gave it, and when the last of them was given up."""

    state: str
    because: str
    mails: int
    last_at: datetime


def find_last_trial(person_id: int) -> Mail | None:
    """The last trial that a person sent to themselves."""
    trials = select(Mail).where(Mail.person_id == person_id, Mail.kind == "trial")
    return session().scalar(trials.order_by(Mail.created_at.desc(), Mail.id.desc()).limit(1))


def read_last_sent_moment() -> datetime | None:
    """When a mail server accepted a mail last."""
    return session().scalar(select(func.max(Mail.settled_at)).where(Mail.state == "sent"))


def count_waiting_mails() -> int:
    """How many mails wait for their moment, or for a server that is away."""
    return session().scalar(select(func.count()).where(Mail.state == "waiting")) or 0


def list_mail_failures_since(since: datetime) -> list[MailFailures]:
    """Why mails settled since then did not arrive, the most frequent reason first."""
    because, mails = func.coalesce(Mail.because, "").label("because"), func.count().label("mails")
    failed = select(Mail.state, because, mails, func.max(Mail.settled_at).label("last_at")).where(
        Mail.state.in_(["failed", "unknown"]), Mail.settled_at >= since
    )
    grouped = failed.group_by(Mail.state, because).order_by(mails.desc(), because)
    return [MailFailures(**row) for row in session().execute(grouped).mappings()]
