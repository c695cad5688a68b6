"""What a person chooses about e-mail: how often, which day, and whether what concerns them is e-mailed at once."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from app.kernel.database import session
from app.kernel.errors import Invalid
from app.notices.frequency import Frequency
from app.notices.models import MailChoices
from app.notices.queries import mail


class NoSuchDay(Invalid):
    """The digest leaves on a working day."""


def ensure_choices(person_id: int) -> MailChoices:
    """The choices of a person, held until the transaction ends."""
    session().execute(insert(MailChoices).values(person_id=person_id).on_conflict_do_nothing())
    mine = select(MailChoices).where(MailChoices.person_id == person_id).with_for_update()
    return session().scalars(mine.execution_options(populate_existing=True)).one()


def choose_digest(person_id: int, rhythm: Frequency, weekday: int) -> None:
    """Get the digest so often, on that day (Monday is 1), from now on; what was about to leave follows the new choice."""
    if weekday not in range(1, 6):
        raise NoSuchDay("Choose a day from Monday to Friday.")
    choices = ensure_choices(person_id)
    choices.rhythm, choices.weekday = rhythm.value, weekday


def choose_transactional(person_id: int, *, wanted: bool) -> None:
    """Be e-mailed at once about what concerns oneself, or find it in the inbox alone."""
    ensure_choices(person_id).transactional = wanted


def stop_digest(token: str) -> None:
    """Send no more digests to whoever this token was sent to; the second time it changes nothing."""
    ensure_choices(mail.choices_of_token(token).person_id).rhythm = Frequency.NEVER.value
