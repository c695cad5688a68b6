"""Reads of crises: which one concerns a person now, and which ones the journal does not have yet."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import and_, or_, select, text, true
from sqlalchemy.orm import joinedload

from app.kernel import clock
from app.kernel.database import session
from app.kernel.errors import NotFound
from app.people.crisis.models import Crisis

_OF_PERSON = text(
    """
    select c.* from member m cross join lateral crisis_at(m.site_id, :now) c
    where m.id = :person_id order by c.site_id nulls first, c.id limit 1
    """
)
_OF_COMPANY = text("select c.* from crisis_at(null, :now) c order by c.id limit 1")


class NoSuchCrisis(NotFound):
    """No crisis has this number."""


def is_person_in_crisis(person_id: int) -> bool:
    """Whether games, celebrations and nudges pause for this person at this moment."""
    return find_crisis_of_person(person_id) is not None


def find_crisis_of_person(person_id: int) -> Crisis | None:
    """The crisis that concerns a person at this moment; a crisis for everyone comes before one for a site."""
    statement = select(Crisis).from_statement(_OF_PERSON)
    return session().scalars(statement, {"person_id": person_id, "now": clock.now()}).one_or_none()


def find_company_crisis() -> Crisis | None:
    """The crisis that concerns everyone at this moment: nothing is published for the company while it lasts."""
    return session().scalars(select(Crisis).from_statement(_OF_COMPANY), {"now": clock.now()}).one_or_none()


def list_crises() -> Sequence[Crisis]:
    """Every crisis with its site, the latest first."""
    crises = select(Crisis).options(joinedload(Crisis.site))
    return session().scalars(crises.order_by(Crisis.starts_at.desc(), Crisis.id.desc()).limit(100)).all()


def lock_crisis(crisis_id: int) -> Crisis:
    """The crisis with this number, locked until the transaction ends; NoSuchCrisis when there is none."""
    crisis = session().scalar(select(Crisis).where(Crisis.id == crisis_id).with_for_update())
    if crisis is None:
        raise NoSuchCrisis("There is no such crisis.")
    return crisis


def find_overlapping_crisis(site_id: int | None, starts_at: datetime, ends_at: datetime) -> Crisis | None:
    """A crisis that would pause some of the same people at the same time."""
    same_people = or_(Crisis.site_id.is_(None), Crisis.site_id == site_id) if site_id is not None else true()
    same_time = and_(Crisis.starts_at < ends_at, starts_at < Crisis.over_at)
    return session().scalar(select(Crisis).where(same_people, same_time).order_by(Crisis.id).limit(1))


def lock_crisis_table() -> None:
    """Let no other transaction open a crisis until this one ends."""
    session().execute(text("lock table crisis in share row exclusive mode"))


def lock_unannounced_crises(now: datetime) -> Sequence[Crisis]:
    """Crises that started or ended and of which the journal has no fact yet, locked until the transaction ends."""
    started = and_(Crisis.announced == "nothing", Crisis.starts_at <= now, Crisis.starts_at < Crisis.over_at)
    ended = and_(Crisis.announced == "started", now >= Crisis.over_at)
    crises = select(Crisis).where(or_(started, ended)).order_by(Crisis.id).with_for_update(skip_locked=True)
    return session().scalars(crises).all()
