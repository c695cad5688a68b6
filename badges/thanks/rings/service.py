"""Looks for rings once a week, and keeps their shapes without the people."""

from __future__ import annotations

from datetime import date

from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert

from app.kernel import clock
from app.kernel.database import session
from app.kernel.disclosure import get_counted_weeks
from badges.thanks.rings import queries
from badges.thanks.rings.models import ThanksLook, ThanksRing
from badges.thanks.rings.ring import Ring, find_rings


def look_for_rings_if_due(ordinal: int) -> None:
    """Find the rings of the whole weeks before that Monday, and forget those of before. Idempotent."""
    if ordinal not in queries.list_due_looks():
        return
    until_on = date.fromordinal(ordinal)
    look = insert(ThanksLook).values(until_on=until_on, looked_at=clock.now()).on_conflict_do_nothing()
    if session().scalar(look.returning(ThanksLook.until_on)) is None:
        return
    session().execute(delete(ThanksLook).where(ThanksLook.until_on < until_on))
    session().add_all(_build_ring_row(ring, until_on) for ring in _find_rings_of_last_weeks())


def _find_rings_of_last_weeks() -> list[Ring]:
    since, until = get_counted_weeks(clock.now())
    ties = queries.load_ties(since, until)
    people = {person for pair in ties for person in pair}
    given, received = queries.load_totals(people, since, until)
    return find_rings(ties, given, received)


def _build_ring_row(ring: Ring, until_on: date) -> ThanksRing:
    """The shape of a ring. Places follow from how much each gave, so that no number of a person is in it."""
    gives = {person: sum(n for (giver, _), n in ring.inside.items() if giver == person) for person in ring.people}
    places = {person: place for place, person in enumerate(sorted(ring.people, key=lambda person: -gives[person]))}
    pairs = {(min(places[a], places[b]), max(places[a], places[b])) for a, b in ring.inside}
    figures = {"people": len(ring.people), "thanks": ring.thanks, "share": ring.share}
    return ThanksRing(until_on=until_on, ties=sorted(pairs), **figures)
