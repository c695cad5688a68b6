"""Notes the time of an ambassador, and says to them alone when it is more than was agreed on."""

from __future__ import annotations

from datetime import date

from sqlalchemy import delete

from app.kernel import clock
from app.kernel.application import build_path
from app.kernel.database import session
from app.kernel.errors import FieldError, Invalid
from app.kernel.messages import ErrorMessage
from app.notices.service.notify import NewNotice, notify_people
from badges.ambassadors.hours.models import AmbassadorTime
from badges.ambassadors.hours.queries import KEPT_FOR, count_noted_minutes, own_time
from badges.ambassadors.notices import ABOVE_ENVELOPE
from badges.ambassadors.queries import NoSuchCandidacy, find_term
from badges.judging.queries import lock_people

LEAST, MOST = 5, 600
WRONG_MINUTES = ErrorMessage(
    "A whole number of minutes from {least} to {most}.", french="Un nombre entier de minutes, de {least} à {most}."
)
WRONG_DAY = ErrorMessage("A day of the last twelve months.", french="Un jour des douze derniers mois.")


def note_time(person_id: int, minutes: str, day: str) -> None:
    """Keep that a person spent so many minutes on a day. Invalid at each field, NoSuchCandidacy without a term.

    The first time that a month is above what was agreed on, the person is told.
    """
    spent_on, number = _parse_day(day), _parse_minutes(minutes)
    faults = [] if number is not None else [FieldError("/minutes", WRONG_MINUTES.format(least=LEAST, most=MOST))]
    if spent_on is None:
        faults.append(FieldError("/day", WRONG_DAY))
    if spent_on is None or number is None:
        raise Invalid("This time cannot be kept.", errors=faults)
    lock_people([person_id])
    term = find_term(person_id)
    if term is None:
        raise NoSuchCandidacy("Only an ambassador whose term runs notes time.")
    session().add(AmbassadorTime(person_id=person_id, spent_on=spent_on, minutes=number))
    session().flush()
    _forget_old_time(person_id)
    if term.hours is not None and count_noted_minutes(person_id, spent_on) > 60 * term.hours:
        _tell_that_it_is_more(person_id, spent_on, term.hours)


def remove_time(person_id: int, time_id: int) -> None:
    """Delete one line. NoSuchTime for another's."""
    session().delete(own_time.get_and_lock_own_row(person_id, time_id))
    session().flush()


def forget_time(person_id: int) -> None:
    """Delete all that a person noted."""
    session().execute(delete(AmbassadorTime).where(AmbassadorTime.person_id == person_id))


def _forget_old_time(person_id: int) -> None:
    is_old = AmbassadorTime.spent_on <= clock.now().date() - KEPT_FOR
    session().execute(delete(AmbassadorTime).where(AmbassadorTime.person_id == person_id, is_old))


def _tell_that_it_is_more(person_id: int, day: date, hours: int) -> None:
    key, path = f"{ABOVE_ENVELOPE.name}:{day:%Y-%m}", build_path("ambassador_hours.show")
    notice = NewNotice(kind=ABOVE_ENVELOPE.name, person_id=person_id, key=key, path=path, params={"hours": hours})
    notify_people([notice])


def _parse_minutes(typed: str) -> int | None:
    text = typed.strip()
    is_whole = text.isascii() and text.isdigit() and len(text) < 4
    return int(text) if is_whole and LEAST <= int(text) <= MOST else None


def _parse_day(typed: str) -> date | None:
    """The day that a date field sends; None for any other text, for days to come, and for those that are kept no more."""
    today = clock.now().date()
    try:
        day = date.fromisoformat(typed.strip())
    except ValueError:
        return None
    return day if today - KEPT_FOR < day <= today else None
