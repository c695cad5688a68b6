"""Keeps a proposed text until HR takes it up, for all ambassadors to copy, or leaves it."""

from __future__ import annotations

from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert

from app.kernel import clock
from app.kernel.application import build_path
from app.kernel.database import session
from app.kernel.errors import Conflict, FieldError, Forbidden, Invalid
from app.kernel.messages import ErrorMessage
from app.kernel.signs import find_hidden_sign
from app.notices.service.notify import NewNotice, notify_people
from badges.ambassadors.fields import LONGEST_TEXTS
from badges.ambassadors.models import AmbassadorProgramme
from badges.ambassadors.notices import TEXT_TAKEN_UP
from badges.ambassadors.programme.service import save_programme
from badges.ambassadors.queries import read_programme, read_programme_content
from badges.ambassadors.responsibilities.queries import read_own_rights
from badges.ambassadors.texts.models import ProposedText
from badges.ambassadors.texts.queries import others_texts

LONGEST = 300
NO_TEXT = ErrorMessage("Write the text.", french="Écrivez le texte.")
TOO_LONG = ErrorMessage("{most} characters at most.", french="{most} caractères au plus.")


class RightNotEarned(Forbidden):
    """This person has no awake level or term that opens this."""


class TextsAreFull(Conflict):
    """The ready-made texts leave no room for one more."""


def propose_text(person_id: int, text: str, language: str) -> None:
    """Let this text wait for HR, in place of one that waited. Invalid at the field, RightNotEarned for whoever may not."""
    line = " ".join(text.split())
    fault = find_hidden_sign(line) or (TOO_LONG.format(most=LONGEST) if len(line) > LONGEST else None)
    if fault is not None or not line:
        raise Invalid("This text cannot be proposed.", errors=[FieldError("/text", fault or NO_TEXT)])
    if not read_own_rights(person_id).may_propose_texts:
        raise RightNotEarned("This right comes with a level that is awake, or with a term.")
    values = {"language": language, "text": line, "written_at": clock.now()}
    row = insert(ProposedText).values(person_id=person_id, **values)
    session().execute(row.on_conflict_do_update(index_elements=["person_id"], set_=values))


def withdraw_text(person_id: int) -> None:
    """Propose it no more. A second press changes nothing."""
    session().execute(delete(ProposedText).where(ProposedText.person_id == person_id))


def take_text_up(reviewer_id: int, text_id: int) -> None:
    """Add the text to those that ambassadors copy, in its language; its author is told. TextsAreFull where there is no room."""
    session().get(AmbassadorProgramme, 1, with_for_update=True)
    proposed = others_texts.get_and_lock_own_row(reviewer_id, text_id)
    texts = dict(read_programme().texts)
    texts[proposed.language] = "\n".join(filter(None, [texts.get(proposed.language, "").rstrip(), proposed.text]))
    if len(texts[proposed.language]) > LONGEST_TEXTS:
        raise TextsAreFull("The ready-made texts are full: shorten them under the rules first.")
    save_programme({**read_programme_content(), "texts": texts})
    path, key = build_path("ambassador_texts.show"), f"{TEXT_TAKEN_UP.name}:{proposed.id}"
    notify_people([NewNotice(kind=TEXT_TAKEN_UP.name, person_id=proposed.person_id, key=key, path=path)])
    session().delete(proposed)
    session().flush()


def leave_text(reviewer_id: int, text_id: int) -> None:
    """Delete it; nobody is told."""
    session().delete(others_texts.get_and_lock_own_row(reviewer_id, text_id))
    session().flush()
