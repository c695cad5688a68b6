"""Reads of pauses: who is in one."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import ColumnElement, bindparam, exists, or_, select

from app.kernel import clock
from app.kernel.database import is_one_of, session
from app.people.models import Person
from app.people.pauses.models import Pause

_UNDER_WAY = (
    select(Pause)
    .where(Pause.person_id == bindparam("person_id"), Pause.ended_at.is_(None))
    .where(or_(Pause.ends_at.is_(None), Pause.ends_at > bindparam("now")))
)


def find_pause(person_id: int) -> Pause | None:
    """The pause that a person is in, if they are."""
    return session().scalar(_UNDER_WAY, {"person_id": person_id, "now": clock.now()})


def is_paused() -> ColumnElement[bool]:
    """Whether a Person is in a pause now."""
    lasts = or_(Pause.ends_at.is_(None), Pause.ends_at > clock.now())
    return exists().where(Pause.person_id == Person.id, Pause.ended_at.is_(None), lasts)


def list_paused_people(person_ids: Collection[int]) -> set[int]:
    """Those of these people who are in a pause at this moment, in one statement."""
    return set(session().scalars(select(Person.id).where(is_one_of(Person.id, person_ids), is_paused())))


def lock_pause(person_id: int) -> Pause | None:
    """The pause of a person that nobody has ended, held until the transaction ends."""
    mine = select(Pause).where(Pause.person_id == person_id, Pause.ended_at.is_(None))
    return session().scalar(mine.with_for_update())


def list_due_pauses() -> Sequence[Pause]:
    """The pauses whose end has come, held until the transaction ends; those that somebody else holds are left to them."""
    due = select(Pause).where(Pause.ended_at.is_(None), Pause.ends_at <= clock.now()).order_by(Pause.id).limit(1_000)
    return session().scalars(due.with_for_update(skip_locked=True)).all()
