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
from app.kernel.sealing import Keyring, Sealed, SealUnbroken
from mentoring.pairs.models import Note, Pair
from mentoring.pairs.notes.queries import about, locked_note, locked_under_other_keys
from mentoring.pairs.queries.members import locked_pair
from mentoring.pairs.service.meet import PairOver

LONGEST = 20_000
KEPT_FOR = timedelta(days=30)
AT_ONCE = 500


class NoKey(Conflict):
    """The service was given no key to seal notes with."""


class NotesTooLong(Invalid):
    """Notes are notes."""


class NotesChanged(Conflict):
    """The other one, or another window, wrote since the page was opened."""


def write_notes(person_id: int, pair_id: int, text: str, *, seen: int) -> None:
    """Put `text` in the place of what the page showed; NotesChanged when that is not what is there any more.

    The same text again changes nothing, whoever wrote it first.
    """
    pair, keyring = locked_pair(person_id, pair_id), current_settings().notes_key
    if keyring is None:
        raise NoKey("Notes are not available here.")
    if pair.state != "active":
        raise PairOver("This pair is over.")
    text = text.replace("\r\n", "\n")
    if len(text) > LONGEST:
        raise NotesTooLong(f"Notes hold {LONGEST} signs at most.")
    note = locked_note(pair_id)
    if (note.version if note is not None else 0) != seen:
        if note is not None and _is_same(keyring, note, text):
            return
        raise NotesChanged("The notes have changed since you opened the page.")
    _keep(keyring, pair, text, version=seen + 1)


def forget_old_notes() -> None:
    """Forget the notes of pairs that ended thirty days ago or more."""
    over = select(Pair.id).where(Pair.ended_at <= clock.now() - KEPT_FOR)
    session().execute(delete(Note).where(Note.pair_id.in_(over)))


def seal_again() -> int:
    """Put notes that an older key seals under the newest one, so that the older can be taken away; how many."""
    keyring = current_settings().notes_key
    if keyring is None:
        return 0
    old = locked_under_other_keys(keyring.current, [name for name, _ in keyring.keys], AT_ONCE)
    for note in old:
        _seal_one_again(keyring, note)
    return len(old)


def _seal_one_again(keyring: Keyring, note: Note) -> None:
    """What does not open is left as it is: it must not keep the others from their new key."""
    with suppress(SealUnbroken):
        text = keyring.unseal(Sealed(note.key, note.sealed), about=about(note.pair_id))
        sealed = keyring.seal(text, about=about(note.pair_id))
        note.key, note.sealed = sealed.key, sealed.body


def _is_same(keyring: Keyring, note: Note, text: str) -> bool:
    try:
        return keyring.unseal(Sealed(note.key, note.sealed), about=about(note.pair_id)) == text
    except SealUnbroken:
        return False


def _keep(keyring: Keyring, pair: Pair, text: str, *, version: int) -> None:
    sealed = keyring.seal(text, about=about(pair.id))
    row = {"sealed": sealed.body, "key": sealed.key, "version": version, "written_at": clock.now()}
    note = insert(Note).values(pair_id=pair.id, **row)
    session().execute(note.on_conflict_do_update(index_elements=["pair_id"], set_=row))
