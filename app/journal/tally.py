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
    Subquery,
    Text,
    and_,
    any_,
    case,
    cast,
    func,
    literal_column,
    or_,
    select,
    text,
)
from sqlalchemy.sql.elements import KeyedColumnElement

from app.journal.models import Fact
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
    """What a kind of mission or badge counts: different keys among standing facts.

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

    `claims` has the columns id, person_id, kinds (text[]), counted_by, among and communities (text[], or null
    for any), wanted, period, counts_from, counts_until (null: without end) and time_zone; `period` is WHOLE here. The
    order in which facts arrived does not matter: `reached_at` follows from when they happened.
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
    """Each fact of a kind that a claim counts, with why it counts or does not, `most` of them in the order of time.

    Says of each claim what `ranked_keys` makes of it: a fact counts where all holds and its key is new in its period.
    """
    return (
        select(
            Fact.kind,
            Fact.occurred_at,
            _period_on(claims).label("period_on"),
            _key(claims).label("key"),
            (Fact.occurred_at >= claims.c.counts_from).label("has_begun"),
            _in_time(claims).label("is_in_time"),
            _about(claims).label("is_about_it"),
            _there(claims).label("is_there"),
            literal_column(f"({stands('fact')})", Boolean).label("stands"),
        )
        .select_from(claims.join(Fact, _concerns(claims)))
        .order_by(Fact.occurred_at, Fact.id)
        .limit(most)
    )


def _keys(claims: CTE, carried: Sequence[KeyedColumnElement[object]]) -> Subquery:
    key, period_on = _key(claims), _period_on(claims)
    told = (claims.c.id, claims.c.person_id, period_on.label("period_on"), key.label("key"))
    counts = (Fact.occurred_at >= claims.c.counts_from, _in_time(claims), _about(claims), _there(claims))
    return (
        select(*told, func.min(Fact.occurred_at).label("first_at"), *carried)
        .join(Fact, _concerns(claims))
        .where(*counts, key.is_not(None), text(stands("fact")))
        .group_by(claims.c.id, claims.c.person_id, period_on, key, *carried)
        .subquery("keys")
    )


def _concerns(claims: CTE) -> ColumnElement[bool]:
    return and_(Fact.actor_id == claims.c.person_id, Fact.kind == any_(claims.c.kinds))


def _in_time(claims: CTE) -> ColumnElement[bool]:
    return or_(claims.c.counts_until.is_(None), Fact.occurred_at < claims.c.counts_until)


def _about(claims: CTE) -> ColumnElement[bool]:
    return or_(claims.c.among.is_(None), Fact.object == any_(claims.c.among))


def _there(claims: CTE) -> ColumnElement[bool]:
    return or_(claims.c.communities.is_(None), Fact.community == any_(claims.c.communities))


def _period_on(claims: CTE) -> ColumnElement[Date]:
    there = func.date_trunc(claims.c.period, func.timezone(claims.c.time_zone, Fact.occurred_at))
    return case((claims.c.period == WHOLE, BEGINNING), else_=cast(there, Date))


def _key(claims: CTE) -> ColumnElement[str | None]:
    week = func.date_trunc("week", func.timezone(claims.c.time_zone, Fact.occurred_at))
    return case(
        (claims.c.counted_by == CountedBy.PERSON, cast(Fact.counterpart_id, Text)),
        (claims.c.counted_by == CountedBy.COMMUNITY, Fact.community),
        (claims.c.counted_by == CountedBy.UNIT, Fact.body["counterpart_unit"].astext),
        (claims.c.counted_by == CountedBy.OBJECT, Fact.object),
        (claims.c.counted_by == CountedBy.KIND, Fact.kind),
        (claims.c.counted_by == CountedBy.WEEK, cast(week, Text)),
        else_=cast(Fact.id, Text),
    )
