"""Counts, for many claims at once, how many different keys stand among the facts that each claim cares about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import (
    CTE,
    BigInteger,
    Boolean,
    ColumnElement,
    Date,
    Executable,
    Select,
    Subquery,
    Text,
    any_,
    case,
    cast,
    func,
    literal_column,
    or_,
    select,
    text,
    union_all,
)
from sqlalchemy.sql.elements import KeyedColumnElement

from app.journal.models import Fact
from app.journal.sides import Side, sides
from app.journal.standing import stands

WHOLE = "once"
"""The period of a claim that is counted once, over its whole window."""

BEGINNING = literal_column("date '0001-01-01'", Date)
"""The day that names that period."""


class CountedBy(StrEnum):
    """What makes two facts different for a count."""

    FACT = "fact"
    KIND = "kind"
    PERSON = "person"
    COMMUNITY = "community"
    UNIT = "unit"
    WEEK = "week"
    OBJECT = "object"


@dataclass(frozen=True)
class Counting:
    """What a kind of mission or badge counts: different keys among standing facts, `kinds` being deeds as they are written.

    Only about `among` (None: any object), only in `communities` (None: anywhere), and within so many
    days of the opening (None: without end).
    """

    kinds: tuple[str, ...]
    by: CountedBy
    wanted: int
    among: tuple[str, ...] | None = None
    communities: tuple[str, ...] | None = None
    within_days: int | None = None


def tally(claims: CTE) -> Subquery:
    """For each claim, (id, person_id, done, reached_at): how many keys, up to the wanted, and when that was reached.

    `claims` has the columns id, person_id, kinds (text[], deeds as they are written), counted_by, among and communities
    (text[], or null for any), wanted, period, counts_from, counts_until (null: without end) and time_zone; `period` is
    WHOLE here. The order in which facts arrived does not matter: `reached_at` follows from when they happened.
    """
    ranked = ranked_keys(claims)
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


def ranked_keys(claims: CTE, *carried: str) -> CTE:
    """Each key of each claim: (id, person_id, period_on, first_at, place), its place counted from the first in its period.

    A period is named by its first day where the person works; the year 1 for WHOLE. Columns of the claims may be carried along.
    """
    more = [claims.c[name] for name in carried]
    keys = _keys(claims, more)
    first = (keys.c.first_at, keys.c.key)
    place = func.row_number(type_=BigInteger).over(
        partition_by=(keys.c.id, keys.c.person_id, keys.c.period_on), order_by=first
    )
    told = (keys.c.id, keys.c.person_id, keys.c.period_on, keys.c.first_at, place.label("place"))
    return select(*told, *(keys.c[name] for name in carried)).cte("ranked_keys")


def judged_facts(claims: CTE, most: int) -> Executable:
    """Each deed that a claim counts, with why it counts or does not, `most` of them in the order of time.

    Says of each claim what `ranked_keys` makes of it: a deed counts where all holds and its key is new in its period.
    Who did it, where it was somebody else, is not said.
    """
    judged = union_all(*(_judged(claims, side) for side in sides(claims))).subquery("judged")
    told = [column for column in judged.c if column.name != "fact_id"]
    return select(*told).order_by(judged.c.occurred_at, judged.c.fact_id).limit(most)


def _judged(claims: CTE, side: Side) -> Select[*tuple[object, ...]]:
    return select(
        Fact.id.label("fact_id"),
        side.deed.label("deed"),
        Fact.occurred_at,
        _period_on(claims).label("period_on"),
        _key(claims, side).label("key"),
        (Fact.occurred_at >= claims.c.counts_from).label("has_begun"),
        _in_time(claims).label("is_in_time"),
        _about(claims).label("is_about_it"),
        _there(claims).label("is_there"),
        literal_column(f"({stands('fact')})", Boolean).label("stands"),
    ).select_from(claims.join(Fact, side.concerns))


def _keys(claims: CTE, carried: Sequence[KeyedColumnElement[object]]) -> Subquery:
    counted = union_all(*(_counted(claims, side, carried) for side in sides(claims))).subquery("counted")
    told = [column for column in counted.c if column.name != "occurred_at"]
    return select(*told, func.min(counted.c.occurred_at).label("first_at")).group_by(*told).subquery("keys")


def _counted(claims: CTE, side: Side, carried: Sequence[KeyedColumnElement[object]]) -> Select[*tuple[object, ...]]:
    key = _key(claims, side)
    told = (claims.c.id, claims.c.person_id, _period_on(claims).label("period_on"), key.label("key"))
    counts = (Fact.occurred_at >= claims.c.counts_from, _in_time(claims), _about(claims), _there(claims))
    return (
        select(*told, Fact.occurred_at, *carried)
        .join(Fact, side.concerns)
        .where(*counts, key.is_not(None), text(stands("fact")))
    )


def _in_time(claims: CTE) -> ColumnElement[bool]:
    return or_(claims.c.counts_until.is_(None), Fact.occurred_at < claims.c.counts_until)


def _about(claims: CTE) -> ColumnElement[bool]:
    return or_(claims.c.among.is_(None), Fact.object == any_(claims.c.among))


def _there(claims: CTE) -> ColumnElement[bool]:
    return or_(claims.c.communities.is_(None), Fact.community == any_(claims.c.communities))


def _period_on(claims: CTE) -> ColumnElement[Date]:
    there = func.date_trunc(claims.c.period, func.timezone(claims.c.time_zone, Fact.occurred_at))
    return case((claims.c.period == WHOLE, BEGINNING), else_=cast(there, Date))


def _key(claims: CTE, side: Side) -> ColumnElement[str | None]:
    week = func.date_trunc("week", func.timezone(claims.c.time_zone, Fact.occurred_at))
    return case(
        (claims.c.counted_by == CountedBy.PERSON, cast(side.opposite, Text)),
        (claims.c.counted_by == CountedBy.COMMUNITY, Fact.community),
        (claims.c.counted_by == CountedBy.UNIT, side.unit),
        (claims.c.counted_by == CountedBy.OBJECT, Fact.object),
        (claims.c.counted_by == CountedBy.KIND, Fact.kind),
        (claims.c.counted_by == CountedBy.WEEK, cast(week, Text)),
        else_=cast(Fact.id, Text),
    )
