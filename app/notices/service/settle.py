"""Records what is known of the arrival of a mail, and which addresses the mail server refuses."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from email.message import EmailMessage

from sqlalchemy import update
from sqlalchemy.dialects.postgresql import insert

from app.kernel import clock
from app.kernel.application import current_settings
from app.kernel.database import session
from app.notices.delivery_policy import MAIL_LIFECYCLE, find_retry_moment
from app.notices.frequency import end_of_news
from app.notices.mailer import HandOverOutcome, HandOverStatus
from app.notices.models import Mail, MailChoices

SENDER_TIMEOUT = timedelta(minutes=15)
"""A sender that is silent for longer is dead: its mail may have arrived, and is not sent again."""


@dataclass(frozen=True)
class MailClaim:
    """A mail that this sender hands over; `message` is None when it does not leave."""

    mail_id: int
    attempt: int
    zone: str
    to: str
    message: EmailMessage | None = None


def record_hand_over_outcome(claim: MailClaim, outcome: HandOverOutcome) -> None:
    """Record the outcome; a mail that certainly did not arrive is tried again later, seven times."""
    now = clock.now()
    mail = session().get(Mail, claim.mail_id, with_for_update=True)
    if mail is None or mail.state != "sending" or mail.attempts != claim.attempt:
        return
    again = find_retry_moment(mail.attempts, now, hours=current_settings().working_hours, zone=claim.zone)
    if outcome.arrival is HandOverStatus.PUT_OFF and again is not None:
        mail.state = MAIL_LIFECYCLE.state_after_step("retry", mail.state)
        mail.due_at, mail.because = again, outcome.because
        return
    if outcome.arrival is HandOverStatus.ACCEPTED:
        _record_arrival(mail)
    elif outcome.is_about_address:
        record_refused_address(mail, claim.to, outcome.because, now)
    steps = {HandOverStatus.ACCEPTED: "accept", HandOverStatus.UNKNOWN: "lose"}
    close_mail_with_reason(mail, steps.get(outcome.arrival, "fail"), outcome.because or None, now)


def mark_lost_mails_unknown() -> None:
    """Mark the mail of dead senders as `unknown` for good; its notice is still in the inbox."""
    now = clock.now()
    dead = update(Mail).where(Mail.state == "sending", Mail.started_at < now - SENDER_TIMEOUT)
    session().execute(dead.values(state="unknown", because="sender died", settled_at=now, params={}))


def close_mail_with_reason(mail: Mail, step_name: str, because: str | None, now: datetime) -> None:
    mail.state = MAIL_LIFECYCLE.state_after_step(step_name, mail.state)
    mail.because, mail.settled_at, mail.params = because, now, {}


def record_refused_address(mail: Mail, email: str, because: str, now: datetime) -> None:
    """Note for IT and for the person that nothing reaches this address."""
    values: dict[str, object] = {"refused_email": email, "refused_because": because, "refused_at": now}
    _store_outcome_in_choices(mail.person_id, values)


def _record_arrival(mail: Mail) -> None:
    """Note that the address works, and up to when a digest said what is new: only what arrived counts as news that were read."""
    values: dict[str, object] = dict.fromkeys(("refused_email", "refused_because", "refused_at"))
    if mail.kind == "digest":
        values["news_until"] = end_of_news(mail.created_at)
    _store_outcome_in_choices(mail.person_id, values)


def _store_outcome_in_choices(person_id: int, values: dict[str, object]) -> None:
    row = insert(MailChoices).values(person_id=person_id, **values)
    session().execute(row.on_conflict_do_update(index_elements=["person_id"], set_=values))
