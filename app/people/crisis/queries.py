"""Reads of crises: which one concerns a person now, whom one concerns, and what the journal has yet to hear."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, and_, func, or_, select, true
from sqlalchemy.orm import joinedload

from app.kernel import clock
from app.kernel.database import is_one_of, session
from app.kernel.errors import NotFound
from app.people.crisis.models import Crisis
from app.people.models import Person

OVER_AT = func.least(Crisis.ends_at, func.coalesce(Crisis.ended_at, Crisis.ends_at))
"""When a crisis is over: at its end, or when somebody ended it before."""


class NoSuchCrisis(NotFound):
    """No crisis has this number."""


def is_in_crisis(person_id: int) -> bool:
    """Whether games, celebrations and nudges pause for this person at this moment."""
    return find_crisis(person_id) is not None


def find_crisis(person_id: int) -> Crisis | None:
    """The crisis that concerns a person at this moment, that of everyone first."""
    theirs = or_(Crisis.site_id.is_(None), Crisis.site_id == Person.site_id)
    mine = select(Crisis).join(Person, theirs).where(Person.id == person_id, _is_on(clock.now()))
    return session().scalar(mine.order_by(Crisis.site_id.nulls_first(), Crisis.id).limit(1))


def find_company_crisis() -> Crisis | None:
    """The crisis that concerns everyone at this moment: nothing is published for the company while it lasts."""
    everyone = select(Crisis).where(Crisis.site_id.is_(None), _is_on(clock.now()))
    return session().scalar(everyone.order_by(Crisis.id).limit(1))


def list_people_in_crisis(person_ids: Collection[int]) -> set[int]:
    """Those of these people whom a crisis concerns at this moment, in one statement."""
    theirs = or_(Crisis.site_id.is_(None), Crisis.site_id == Person.site_id)
    found = select(Person.id).join(Crisis, theirs).where(is_one_of(Person.id, person_ids), _is_on(clock.now()))
    return set(session().scalars(found))


def list_crises() -> Sequence[Crisis]:
    """Every crisis with its site, the latest first."""
    told = select(Crisis).options(joinedload(Crisis.site))
    return session().scalars(told.order_by(Crisis.starts_at.desc(), Crisis.id.desc()).limit(100)).all()


def lock_crisis(crisis_id: int) -> Crisis:
    """The crisis of that number, held until the transaction ends; NoSuchCrisis when there is none."""
    found = session().scalar(select(Crisis).where(Crisis.id == crisis_id).with_for_update())
    if found is None:
        raise NoSuchCrisis("There is no such crisis.")
    return found


def find_overlapping(site_id: int | None, starts_at: datetime, ends_at: datetime) -> Crisis | None:
    """A crisis that would pause some of the same people at the same time."""
    same_people = or_(Crisis.site_id.is_(None), Crisis.site_id == site_id) if site_id is not None else true()
    same_time = and_(Crisis.starts_at < ends_at, starts_at < OVER_AT)
    return session().scalar(select(Crisis).where(same_people, same_time).order_by(Crisis.id).limit(1))


def lock_unannounced_crises(now: datetime) -> Sequence[Crisis]:
    """Those that started or ended without the journal knowing it yet, held until the transaction ends."""
    started = and_(Crisis.told == "nothing", Crisis.starts_at <= now, Crisis.starts_at < OVER_AT)
    ended = and_(Crisis.told == "started", now >= OVER_AT)
    found = select(Crisis).where(or_(started, ended)).order_by(Crisis.id).with_for_update(skip_locked=True)
    return session().scalars(found).all()


def _is_on(now: datetime) -> ColumnElement[bool]:
    return and_(Crisis.starts_at <= now, now < OVER_AT)
