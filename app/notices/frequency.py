"""Decides whether a person gets an e-mail that they did not ask for, and since when things are new to them: values in, values out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

CAP = timedelta(days=7)
"""Never two e-mails of ours within so long, whatever their kind; transactional ones apart."""

PERIODS = {"weekly": CAP, "monthly": timedelta(days=27)}
"""Four weeks less a day: what leaves some minutes late does not move the next one by a week."""

ABSENCE = timedelta(days=28)
"""Who has not come for so long is written to monthly at most."""

PATIENCE = 3
"""After so many in a row that brought nobody here, no more are sent until the person comes back."""


class Frequency(StrEnum):
    """How often a person wants the digest."""

    WEEKLY = "weekly"
    MONTHLY = "monthly"
    NEVER = "never"


class MailDecision(StrEnum):
    """What a person may get today."""

    NOTHING = "nothing"
    WELCOME = "welcome"
    DIGEST = "digest"


@dataclass(frozen=True, kw_only=True)
class Engagement:
    """What the decision knows of a person: what they chose, when they were written to and when they were last here."""

    rhythm: Frequency
    written_at: datetime | None = None
    unseen: int = 0
    last_seen_on: date | None = None
    is_welcomed: bool = False


def unseen_now(habits: Engagement) -> int:
    """How many e-mails in a row brought the person nowhere near us; none once they came on the day of the last, or later."""
    came = habits.written_at and habits.last_seen_on and habits.last_seen_on >= habits.written_at.date()
    return 0 if came else habits.unseen


def decide_mail(habits: Engagement, now: datetime, *, welcomes: bool) -> MailDecision:
    """What may be sent on this, the person's own, day. Silence after three ignored, whatever they chose."""
    if habits.rhythm is Frequency.NEVER or unseen_now(habits) >= PATIENCE:
        return MailDecision.NOTHING
    if habits.written_at is not None and now < habits.written_at + _period(habits, now):
        return MailDecision.NOTHING
    if habits.last_seen_on is None and not habits.is_welcomed and welcomes:
        return MailDecision.WELCOME
    return MailDecision.DIGEST


def new_since(habits: Engagement, now: datetime) -> datetime:
    """What happened after this is new: not told before, not from before their last visit, and not older than their rhythm."""
    known = [now - _period(habits, now)]
    if habits.written_at is not None:
        known.append(habits.written_at)
    if habits.last_seen_on is not None:
        known.append(datetime.combine(habits.last_seen_on, time(), UTC))
    return max(known)


def _period(habits: Engagement, now: datetime) -> timedelta:
    is_away = habits.last_seen_on is None or habits.last_seen_on < (now - ABSENCE).date()
    return PERIODS["monthly"] if is_away or habits.rhythm is Frequency.MONTHLY else PERIODS["weekly"]
