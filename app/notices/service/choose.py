"""Writes what a person chooses about e-mail: how often, which day, and whether transactional notices are e-mailed at once."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from app.kernel.database import session
from app.kernel.errors import Invalid
from app.notices.frequency import DigestFrequency
from app.notices.models import MailChoices
from app.notices.queries import mail


class NotAWorkingDay(Invalid):
    """The digest leaves on a working day."""


def ensure_and_lock_mail_choices(person_id: int) -> MailChoices:
    """The choices of a person, locked until the transaction ends; created with defaults when missing."""
    session().execute(insert(MailChoices).values(person_id=person_id).on_conflict_do_nothing())
    own_choices = select(MailChoices).where(MailChoices.person_id == person_id).with_for_update()
    return session().scalars(own_choices.execution_options(populate_existing=True)).one()


def set_digest_frequency_and_day(person_id: int, rhythm: DigestFrequency, weekday: int) -> None:
    """Set how often and on which day (Monday is 1) the digest leaves; one that is about to leave follows the new choice."""
    if weekday not in range(1, 6):
        raise NotAWorkingDay("Choose a day from Monday to Friday.")
    choices = ensure_and_lock_mail_choices(person_id)
    choices.rhythm, choices.weekday = rhythm.value, weekday


def set_transactional_mail(person_id: int, *, wanted: bool) -> None:
    """Set whether transactional notices are e-mailed at once, or wait in the inbox alone."""
    ensure_and_lock_mail_choices(person_id).transactional = wanted


def stop_digests_by_token(token: str) -> None:
    """Stop the digests of the person with this token; idempotent."""
    ensure_and_lock_mail_choices(mail.get_choices_by_token(token).person_id).rhythm = DigestFrequency.NEVER.value
