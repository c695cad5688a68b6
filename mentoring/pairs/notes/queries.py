"""Reads of notes: the only place where they are unsealed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from app.kernel.application import current_settings
from app.kernel.database import session
from app.kernel.sealing import Sealed, SealUnbroken
from mentoring.pairs.models import Note, Pair


@dataclass(frozen=True)
class Notes:
    """What a pair wrote for itself. `version` is 0 before the first word; `text` None when its key is not here any more."""

    text: str | None
    version: int
    written_at: datetime | None = None


def find_notes(pair: Pair) -> Notes | None:
    """The notes of a pair that the reader belongs to; None where the service was given no key, and there are none."""
    keyring = current_settings().notes_key
    if keyring is None:
        return None
    found = session().get(Note, pair.id, populate_existing=True)
    if found is None:
        return Notes("", 0)
    try:
        text = keyring.unseal(Sealed(found.key, found.sealed), about=about(pair.id))
    except SealUnbroken:
        return Notes(None, found.version, found.written_at)
    return Notes(text, found.version, found.written_at)


def locked_note(pair_id: int) -> Note | None:
    """The row, held until the transaction ends."""
    one = select(Note).where(Note.pair_id == pair_id).with_for_update()
    return session().scalar(one.execution_options(populate_existing=True))


def locked_under_other_keys(current: str, known: Sequence[str], most: int) -> Sequence[Note]:
    """Notes under an older key that is still here, held until the transaction ends."""
    old = select(Note).where(Note.key != current, Note.key.in_(known)).order_by(Note.pair_id).limit(most)
    return session().scalars(old.with_for_update(skip_locked=True)).all()


def about(pair_id: int) -> str:
    """What the seal is bound to: a row that is moved to another pair does not open."""
    return f"mentoring note {pair_id}"
