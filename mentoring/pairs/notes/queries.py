"""Reads of notes: the only place where they are unsealed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select

from app.kernel.application import current_settings
from app.kernel.database import session
from app.kernel.sealing import SealedText, UnsealingFailed
from mentoring.pairs.models import Pair, PairNote


@dataclass(frozen=True)
class NotesView:
    """What a pair wrote for itself. `version` is 0 before the first word; `text` None when its key is not here any more."""

    text: str | None
    version: int
    written_at: datetime | None = None


def find_notes(pair: Pair) -> NotesView | None:
    """The notes of a pair that the reader belongs to; None where the service was given no key, and there are none."""
    keyring = current_settings().notes_key
    if keyring is None:
        return None
    note = session().get(PairNote, pair.id, populate_existing=True)
    if note is None:
        return NotesView("", 0)
    try:
        text = keyring.unseal(SealedText(note.key, note.sealed), about=note_seal_context(pair.id))
    except UnsealingFailed:
        return NotesView(None, note.version, note.written_at)
    return NotesView(text, note.version, note.written_at)


def list_own_notes(person_id: int) -> dict[int, NotesView]:
    """The notes of every pair that this person belongs to, by the id of the pair; without those that nobody wrote."""
    is_own = or_(Pair.senior_id == person_id, Pair.junior_id == person_id)
    pairs = session().scalars(select(Pair).join(PairNote, PairNote.pair_id == Pair.id).where(is_own).order_by(Pair.id))
    notes = {pair.id: find_notes(pair) for pair in pairs}
    return {pair_id: view for pair_id, view in notes.items() if view is not None}


def lock_note(pair_id: int) -> PairNote | None:
    """The row, held until the transaction ends."""
    statement = select(PairNote).where(PairNote.pair_id == pair_id).with_for_update()
    return session().scalar(statement.execution_options(populate_existing=True))


def lock_notes_under_other_keys(current: str, key_names: Sequence[str], most: int) -> Sequence[PairNote]:
    """Notes under an older key that is still here, held until the transaction ends."""
    old = (
        select(PairNote)
        .where(PairNote.key != current, PairNote.key.in_(key_names))
        .order_by(PairNote.pair_id)
        .limit(most)
    )
    return session().scalars(old.with_for_update(skip_locked=True)).all()


def note_seal_context(pair_id: int) -> str:
    """What the seal is bound to: a row that is moved to another pair does not open."""
    return f"mentoring note {pair_id}"
