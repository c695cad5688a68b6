"""Counts, for many claims at once, how many different keys stand among the facts that each claim cares about."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import CTE, ColumnElement, Subquery, Text, any_, case, cast, func, or_, select, text

from app.journal.models import Fact
from app.journal.standing import stands


class CountedBy(StrEnum):
    """What makes two facts different for a count."""

    FACT = "fact"
    PERSON = "person"
    COMMUNITY = "community"
    WEEK = "week"
    OBJECT = "object"


@dataclass(frozen=True)
class Counting:
    """What a kind of mission or badge counts: different keys among standing facts.

    Only about `among` (None: any object), and within so many days of arrival (None: without end).
    """

    kinds: tuple[str, ...]
    by: CountedBy
    wanted: int
    among: tuple[str, ...] | None = None
    within_days: int | None = None


def tally(claims: CTE) -> Subquery:
    """For each claim, (id, person_id, done, reached_at): how many keys, up to the wanted, and when that was reached.

    `claims` has the columns id, person_id, kinds (text[]), counted_by, among (text[] of objects, or
    null for any), wanted, counts_from, counts_until (null: without end) and time_zone. The order in
    which facts arrived does not matter: `reached_at` follows from when they happened.
    """
    keys = _keys(claims)
    place = func.row_number().over(partition_by=(keys.c.id, keys.c.person_id), order_by=keys.c.first_at)
    ranked = select(keys.c.id, keys.c.person_id, keys.c.first_at, place.label("place")).subquery()
    return (
        select(
            claims.c.id,
            claims.c.person_id,
            func.least(func.count(ranked.c.place), claims.c.wanted).label("done"),
            func.max(ranked.c.first_at).filter(ranked.c.place == claims.c.wanted).label("reached_at"),
        )
        .outerjoin(ranked, (ranked.c.id == claims.c.id) & (ranked.c.person_id == claims.c.person_id))
        .group_by(claims.c.id, claims.c.person_id, claims.c.wanted)
        .subquery("tally")
    )


def _keys(claims: CTE) -> Subquery:
    key = _key(claims)
    return (
        select(claims.c.id, claims.c.person_id, key.label("key"), func.min(Fact.occurred_at).label("first_at"))
        .join(Fact, (Fact.actor_id == claims.c.person_id) & (Fact.kind == any_(claims.c.kinds)))
        .where(
            Fact.occurred_at >= claims.c.counts_from,
            or_(claims.c.counts_until.is_(None), Fact.occurred_at < claims.c.counts_until),
            or_(claims.c.among.is_(None), Fact.object == any_(claims.c.among)),
            key.is_not(None),
            text(stands("fact")),
        )
        .group_by(claims.c.id, claims.c.person_id, key)
        .subquery("keys")
    )


def _key(claims: CTE) -> ColumnElement[str | None]:
    week = func.date_trunc("week", func.timezone(claims.c.time_zone, Fact.occurred_at))
    return case(
        (claims.c.counted_by == CountedBy.PERSON, cast(Fact.counterpart_id, Text)),
        (claims.c.counted_by == CountedBy.COMMUNITY, Fact.community),
        (claims.c.counted_by == CountedBy.OBJECT, Fact.object),
        (claims.c.counted_by == CountedBy.WEEK, cast(week, Text)),
        else_=cast(Fact.id, Text),
    )
