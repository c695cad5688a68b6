"""Decides whether a person gets a digest or a welcome, and since when things are new to them: values in, values out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

MAIL_INTERVAL = timedelta(days=7)
"""The shortest time between two mails of ours to a person, without transactional ones."""

INTERVALS = {"weekly": MAIL_INTERVAL, "monthly": timedelta(days=27)}
"""Four weeks less a day: a mail that leaves some minutes late does not move the next by a week."""

SETTLING = timedelta(minutes=5)
"""What happened so shortly before a digest is decided waits for the next: its transaction may not be committed yet."""

FIRST_DIGEST = timedelta(days=365)
"""How far back the first digest of a person who never came looks: as far as notices are kept."""

ABSENCE = timedelta(days=28)
"""A person absent for longer gets a mail monthly at most."""

MAX_UNSEEN = 3
"""After so many mails in a row without a visit, no more are sent until the person comes back."""


class DigestFrequency(StrEnum):
    """How often a person wants the digest."""

    WEEKLY = "weekly"
    MONTHLY = "monthly"
    NEVER = "never"


class MailDecision(StrEnum):
    """The mail that a person gets today."""

    NOTHING = "nothing"
    WELCOME = "welcome"
    DIGEST = "digest"


@dataclass(frozen=True, kw_only=True)
class MailDecisionInput:
    """The input of the decision: what a person chose, when the last mail left, up to when it said what is new, and when they last came."""

    rhythm: DigestFrequency
    written_at: datetime | None = None
    news_until: datetime | None = None
    unseen: int = 0
    last_seen_on: date | None = None
    is_welcomed: bool = False


def count_mails_without_visit(engagement: MailDecisionInput) -> int:
    """How many mails in a row had no visit; 0 once the person came on the day of the last, or later."""
    came = engagement.written_at and engagement.last_seen_on and engagement.last_seen_on >= engagement.written_at.date()
    return 0 if came else engagement.unseen


def decide_mail(engagement: MailDecisionInput, now: datetime, *, welcomes: bool) -> MailDecision:
    """What is sent on this day, which the person chose. Nothing after three ignored mails, whatever they chose."""
    if engagement.rhythm is DigestFrequency.NEVER or count_mails_without_visit(engagement) >= MAX_UNSEEN:
        return MailDecision.NOTHING
    if engagement.written_at is not None and now < engagement.written_at + _minimum_mail_interval(engagement, now):
        return MailDecision.NOTHING
    if engagement.last_seen_on is None and not engagement.is_welcomed and welcomes:
        return MailDecision.WELCOME
    return MailDecision.DIGEST


def start_of_news(engagement: MailDecisionInput, now: datetime) -> datetime:
    """The moment since when things are new: the later of the last digest's end and of the last visit, however long ago they are."""
    moments = [engagement.news_until] if engagement.news_until is not None else []
    if engagement.last_seen_on is not None:
        moments.append(datetime.combine(engagement.last_seen_on, time(), UTC))
    return max(moments, default=now - FIRST_DIGEST)


def end_of_news(decided_at: datetime) -> datetime:
    """The moment up to which a digest decided then says what is new; the next one begins there."""
    return decided_at - SETTLING


def _minimum_mail_interval(engagement: MailDecisionInput, now: datetime) -> timedelta:
    is_away = engagement.last_seen_on is None or engagement.last_seen_on < (now - ABSENCE).date()
    return INTERVALS["monthly"] if is_away or engagement.rhythm is DigestFrequency.MONTHLY else INTERVALS["weekly"]
