"""Keeps what an ambassador lets be shown, and records each file of the list."""

from __future__ import annotations

from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert

from app.kernel import clock
from app.kernel.database import session
from app.kernel.errors import FieldError, Invalid
from app.kernel.messages import ErrorMessage
from app.kernel.signs import find_hidden_sign
from badges.ambassadors.publicity.drawing import draw_photo_apart
from badges.ambassadors.publicity.models import AmbassadorListExport, AmbassadorPhoto, AmbassadorPublicity
from badges.ambassadors.publicity.photo import MOST_BYTES, NoPicture
from badges.ambassadors.publicity.queries import ShownAmbassador, list_shown_ambassadors
from badges.ambassadors.queries import NoSuchCandidacy, find_term
from badges.judging.queries import lock_people
from badges.thanks.attaching.service import detach_all_thanks

LONGEST_SENTENCE = 200
NO_FILE = ErrorMessage("Choose a picture.", french="Choisissez une image.")
HEAVY = ErrorMessage("The picture has more than 2 MB.", french="L’image dépasse 2 Mo.")
NO_PICTURE = ErrorMessage(
    "This file is no JPEG, PNG or WebP picture that can be read, has more than 25 million pixels, or is more than four times as long as wide.",
    french="Ce fichier n’est pas une image JPEG, PNG ou WebP lisible, dépasse 25 millions de pixels, ou est plus de quatre fois plus long que large.",
)
TOO_LONG = ErrorMessage("{most} characters at most.", french="{most} caractères au plus.")


def choose_publicity(person_id: int, *, shows_name: bool, sentence: str) -> None:
    """Let communications show this much from now on; an empty sentence is none. Invalid at the field, NoSuchCandidacy without a term.

    The list is read anew each time: what is taken back is gone with the next look at it.
    """
    written = " ".join(sentence.split())
    fault = find_hidden_sign(written) or (
        TOO_LONG.format(most=LONGEST_SENTENCE) if len(written) > LONGEST_SENTENCE else None
    )
    if fault is not None:
        raise Invalid("This sentence cannot be kept.", errors=[FieldError("/sentence", fault)])
    lock_people([person_id])
    _check_term(person_id)
    values = {"shows_name": shows_name, "sentence": written or None}
    row = insert(AmbassadorPublicity).values(person_id=person_id, **values)
    session().execute(row.on_conflict_do_update(index_elements=["person_id"], set_=values))


def forget_publicity(person_id: int) -> None:
    """Show nothing of a person any more."""
    session().execute(delete(AmbassadorPublicity).where(AmbassadorPublicity.person_id == person_id))
    detach_all_thanks(person_id)
    withdraw_photo(person_id)


def keep_photo(person_id: int, content: bytes) -> None:
    """Let communications show this photo beside the name from now on, drawn anew. Invalid at the field, NoSuchCandidacy without a term."""
    if not content:
        raise Invalid(NO_FILE, errors=[FieldError("/photo", NO_FILE)])
    if len(content) > MOST_BYTES:
        raise Invalid(HEAVY, errors=[FieldError("/photo", HEAVY)])
    _check_term(person_id)
    try:
        values = {"picture": draw_photo_apart(content)}
    except NoPicture as fault:
        raise Invalid(NO_PICTURE, errors=[FieldError("/photo", NO_PICTURE)]) from fault
    lock_people([person_id])
    _check_term(person_id)
    row = insert(AmbassadorPhoto).values(person_id=person_id, **values)
    session().execute(row.on_conflict_do_update(index_elements=["person_id"], set_=values))


def withdraw_photo(person_id: int) -> None:
    """Delete the photo of a person at once. A second press changes nothing."""
    session().execute(delete(AmbassadorPhoto).where(AmbassadorPhoto.person_id == person_id))


def export_shown_ambassadors(by_id: int) -> list[ShownAmbassador]:
    """The list as it is at this moment; that it was taken is recorded."""
    shown = list_shown_ambassadors()
    session().add(AmbassadorListExport(by_id=by_id, exported_at=clock.now(), lines=len(shown)))
    session().flush()
    return shown


def _check_term(person_id: int) -> None:
    if find_term(person_id) is None:
        raise NoSuchCandidacy("Only an ambassador whose term runs is on the list.")
