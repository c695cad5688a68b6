"""Notes are written, sealed again under a newer key, and forgotten; what they say goes nowhere else."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert

from app.kernel import clock
from app.kernel.application import current_settings
from app.kernel.database import session
from app.kernel.errors import Conflict, Invalid
from app.kernel.messages import ErrorMessage
from app.kernel.sealing import Keyring, SealedText, UnsealingFailed
from app.kernel.signs import find_hidden_sign
from mentoring.pairs.models import Pair, PairNote
from mentoring.pairs.notes.queries import lock_note, lock_notes_under_other_keys, note_seal_context
from mentoring.pairs.queries.members import lock_own_pair
from mentoring.pairs.service.meetings import PairOver

MAX_NOTES = 20_000
TOO_LONG = ErrorMessage(
    "These notes are too long: 20,000 characters at most.",
    french="Ces notes sont trop longues : 20\u202f000 caractères au plus.",
)
NOTES_KEPT_FOR = timedelta(days=30)
BATCH_SIZE = 500


class NoNotesKey(Conflict):
    """The service was given no key to seal notes with."""


class InvalidNotes(Invalid):
    """The notes are too long, or hold a sign that nobody can see."""


class NotesChanged(Conflict):
    """The other one, or another window, wrote since the page was opened."""


def write_notes(person_id: int, pair_id: int, text: str, *, version: int) -> None:
    """Put `text` in the place of what the page showed; NotesChanged when that is not what is there any more.

    The same text again changes nothing, whoever wrote it first.
    """
    pair, keyring = lock_own_pair(person_id, pair_id), current_settings().notes_key
    if keyring is None:
        raise NoNotesKey("Notes are not available here.")
    if pair.state != "active":
        raise PairOver("This pair is over.")
    text = text.replace("\r\n", "\n")
    fault = TOO_LONG if len(text) > MAX_NOTES else find_hidden_sign(text)
    if fault:
        raise InvalidNotes(fault)
    note = lock_note(pair_id)
    if (note.version if note is not None else 0) != version:
        if note is not None and _has_same_text(keyring, note, text):
            return
        raise NotesChanged("The notes have changed since you opened the page.")
    _seal_and_store_note(keyring, pair, text, version=version + 1)


def delete_notes_of_ended_pairs() -> None:
    """Forget the notes of pairs that ended thirty days ago or more."""
    over = select(Pair.id).where(Pair.ended_at <= clock.now() - NOTES_KEPT_FOR)
    session().execute(delete(PairNote).where(PairNote.pair_id.in_(over)))


def reseal_notes_with_newest_key() -> int:
    """Put notes that an older key seals under the newest one, so that the older can be taken away; how many."""
    keyring = current_settings().notes_key
    if keyring is None:
        return 0
    old = lock_notes_under_other_keys(keyring.current_key_name, [name for name, _ in keyring.keys], BATCH_SIZE)
    for note in old:
        _reseal_note_if_readable(keyring, note)
    return len(old)


def _reseal_note_if_readable(keyring: Keyring, note: PairNote) -> None:
    """What does not open is left as it is: it must not keep the others from their new key."""
    with suppress(UnsealingFailed):
        text = keyring.unseal(SealedText(note.key, note.sealed), about=note_seal_context(note.pair_id))
        sealed = keyring.seal(text, about=note_seal_context(note.pair_id))
        note.key, note.sealed = sealed.key, sealed.body


def _has_same_text(keyring: Keyring, note: PairNote, text: str) -> bool:
    try:
        return keyring.unseal(SealedText(note.key, note.sealed), about=note_seal_context(note.pair_id)) == text
    except UnsealingFailed:
        return False


def _seal_and_store_note(keyring: Keyring, pair: Pair, text: str, *, version: int) -> None:
    sealed = keyring.seal(text, about=note_seal_context(pair.id))
    row = {"sealed": sealed.body, "key": sealed.key, "version": version, "written_at": clock.now()}
    note = insert(PairNote).values(pair_id=pair.id, **row)
    session().execute(note.on_conflict_do_update(index_elements=["pair_id"], set_=row))
