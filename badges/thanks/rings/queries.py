"""Reads of rings: who thanked whom lately, which look is due, and the shapes that animators see."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, select, text

from app.kernel import clock
from app.kernel.database import session
from app.kernel.disclosure import get_counted_weeks
from badges.thanks.models import Thanks
from badges.thanks.rings import statements
from badges.thanks.rings.drawing import RingDrawing, draw_ring
from badges.thanks.rings.models import ThanksLook, ThanksRing
from badges.thanks.rings.ring import FEWEST_IN_TIE, Ties

_TIES, _TOTALS = text(statements.TIES), text(statements.TOTALS)

FEWEST_SHOWN = 5
"""A ring of fewer people is shown without a figure and without a drawing: three would know themselves in it."""


@dataclass(frozen=True, kw_only=True)
class RingShape:
    """A ring as animators see it: figures are rounded, and it names nobody."""

    people: int
    thanks: int
    share: int
    drawing: RingDrawing


@dataclass(frozen=True, kw_only=True)
class RingOverview:
    """The shapes of the latest look: those that are large enough, and how many are too small to be shown."""

    until_at: datetime
    shapes: Sequence[RingShape]
    small: int


def list_due_looks() -> Sequence[int]:
    """The Monday until which thanks are to be looked at, as its ordinal; nothing once they were, or while there was never any."""
    _, until = get_counted_weeks(clock.now())
    is_done = session().get(ThanksLook, until.date()) is not None
    has_thanks = session().scalar(select(exists().where(Thanks.delivered_at.is_not(None))))
    return [] if is_done or not has_thanks else [until.date().toordinal()]


def load_ties(since: datetime, until: datetime) -> Ties:
    """How often one person thanked another in that time, more than once."""
    rows = session().execute(_TIES, {"since": since, "until": until, "fewest": FEWEST_IN_TIE})
    return {(row.giver_id, row.receiver_id): row.thanks for row in rows}


def load_totals(
    people: Collection[int], since: datetime, until: datetime
) -> tuple[Mapping[int, int], Mapping[int, int]]:
    """All thanks that each of these people gave, and received, in that time."""
    rows = session().execute(_TOTALS, {"people": sorted(people), "since": since, "until": until}).all()
    return {row.id: row.given for row in rows}, {row.id: row.received for row in rows}


def load_ring_overview() -> RingOverview:
    """What animators see of the rings of the last whole weeks."""
    _, until = get_counted_weeks(clock.now())
    latest = select(ThanksRing).join(ThanksLook).order_by(ThanksRing.people.desc(), ThanksRing.thanks.desc())
    rings = session().scalars(latest).all()
    large = [ring for ring in rings if ring.people >= FEWEST_SHOWN]
    return RingOverview(until_at=until, shapes=[_build_shape(ring) for ring in large], small=len(rings) - len(large))


def _build_shape(ring: ThanksRing) -> RingShape:
    rounded = {"thanks": ring.thanks // 5 * 5, "share": ring.share // 10 * 10}
    return RingShape(people=ring.people, drawing=draw_ring(ring.people, ring.ties), **rounded)
