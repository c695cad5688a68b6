"""Reads of pauses: the pause of a person, and the pauses whose end has come."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select, text

from app.kernel import clock
from app.kernel.database import session
from app.people.pauses.models import Pause

_OF_PERSON = text("select * from pause_at(:person_id, :now)")


def find_pause_of_person(person_id: int) -> Pause | None:
    """The pause that a person is in at this moment; None when there is none."""
    statement = select(Pause).from_statement(_OF_PERSON)
    return session().scalars(statement, {"person_id": person_id, "now": clock.now()}).one_or_none()


def find_and_lock_pause_of_person(person_id: int) -> Pause | None:
    """The pause of a person that is not closed yet, locked until the transaction ends."""
    pause = select(Pause).where(Pause.person_id == person_id, Pause.ended_at.is_(None))
    return session().scalar(pause.with_for_update())


def lock_batch_of_due_pauses() -> Sequence[Pause]:
    """Up to 1,000 pauses whose end has come, locked until the transaction ends; rows that others have locked are left out."""
    due = select(Pause).where(Pause.ended_at.is_(None), Pause.ends_at <= clock.now()).order_by(Pause.id).limit(1_000)
    return session().scalars(due.with_for_update(skip_locked=True)).all()
