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

from app.journal.event_roles import EventRole, build_event_roles
from app.journal.models import Fact
from app.journal.validity import effective_condition

WHOLE = "once"
"""The period of a claim that is counted once, over its whole window."""

BEGINNING = literal_column("date '0001-01-01'", Date)
"""The day that names that period."""


class DistinctBy(StrEnum):
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
    """What a kind of mission or badge counts: different keys among effective facts; `kinds` are written names of events.

    Only about `among` (None: any object), only in `communities` (None: anywhere), and within so many
    days of the opening (None: without end).
    """

    kinds: tuple[str, ...]
    by: DistinctBy
    wanted: int
    among: tuple[str, ...] | None = None
    communities: tuple[str, ...] | None = None
    within_days: int | None = None


def count_requests(requests: CTE) -> Subquery:
    """For each claim, (id, person_id, done, reached_at): how many keys, up to the wanted, and when that was reached.

    `requests` has the columns id, person_id, kinds (text[], written names of events), counted_by, among and communities
    (text[], or null for any), wanted, period, counts_from, counts_until (null: without end) and time_zone; `period` is
    WHOLE here. The order in which facts arrived does not matter: `reached_at` follows from when they happened.
    """
    ranked = rank_keys(requests)
    return (
        select(
            requests.c.id,
            requests.c.person_id,
            func.least(func.count(ranked.c.place), requests.c.wanted).label("done"),
            func.max(ranked.c.first_at).filter(ranked.c.place == requests.c.wanted).label("reached_at"),
        )
        .outerjoin(ranked, (ranked.c.id == requests.c.id) & (ranked.c.person_id == requests.c.person_id))
        .group_by(requests.c.id, requests.c.person_id, requests.c.wanted)
        .subquery("tally")
    )


def rank_keys(requests: CTE, *carried: str) -> CTE:
    """Each key of each claim: (id, person_id, period_on, first_at, place), its place counted from the first in its period.

    A period is named by its first day where the person works; the year 1 for WHOLE. Columns of the claims may be carried along.
    """
    more = [requests.c[name] for name in carried]
    keys = _keys(requests, more)
    first = (keys.c.first_at, keys.c.key)
    place = func.row_number(type_=BigInteger).over(
        partition_by=(keys.c.id, keys.c.person_id, keys.c.period_on), order_by=first
    )
    told = (keys.c.id, keys.c.person_id, keys.c.period_on, keys.c.first_at, place.label("place"))
    return select(*told, *(keys.c[name] for name in carried)).cte("ranked_keys")


def judge_events(requests: CTE, most: int) -> Executable:
    """Each event that a request looks at, with why it counts or does not, `most` of them in the order of time.

    It agrees with `rank_keys`: an event counts where every condition holds and its key is new in its period.
    Who did it, where it was somebody else, is not said.
    """
    judged = union_all(*(_judged(requests, role) for role in build_event_roles(requests))).subquery("judged")
    told = [column for column in judged.c if column.name != "fact_id"]
    return select(*told).order_by(judged.c.occurred_at, judged.c.fact_id).limit(most)


def _judged(requests: CTE, role: EventRole) -> Select[*tuple[object, ...]]:
    return select(
        Fact.id.label("fact_id"),
        role.event.label("event"),
        Fact.occurred_at,
        _period_on(requests).label("period_on"),
        _key(requests, role).label("key"),
        (Fact.occurred_at >= requests.c.counts_from).label("has_begun"),
        _in_time(requests).label("is_in_time"),
        _about(requests).label("is_about_it"),
        _there(requests).label("is_there"),
        literal_column(f"({effective_condition('fact')})", Boolean).label("stands"),
    ).select_from(requests.join(Fact, role.concerns))


def _keys(requests: CTE, carried: Sequence[KeyedColumnElement[object]]) -> Subquery:
    counted = union_all(*(_counted(requests, role, carried) for role in build_event_roles(requests))).subquery(
        "counted"
    )
    told = [column for column in counted.c if column.name != "occurred_at"]
    return select(*told, func.min(counted.c.occurred_at).label("first_at")).group_by(*told).subquery("keys")


def _counted(
    requests: CTE, role: EventRole, carried: Sequence[KeyedColumnElement[object]]
) -> Select[*tuple[object, ...]]:
    key = _key(requests, role)
    told = (requests.c.id, requests.c.person_id, _period_on(requests).label("period_on"), key.label("key"))
    counts = (Fact.occurred_at >= requests.c.counts_from, _in_time(requests), _about(requests), _there(requests))
    return (
        select(*told, Fact.occurred_at, *carried)
        .join(Fact, role.concerns)
        .where(*counts, key.is_not(None), text(effective_condition("fact")))
    )


def _in_time(requests: CTE) -> ColumnElement[bool]:
    return or_(requests.c.counts_until.is_(None), Fact.occurred_at < requests.c.counts_until)


def _about(requests: CTE) -> ColumnElement[bool]:
    return or_(requests.c.among.is_(None), Fact.object == any_(requests.c.among))


def _there(requests: CTE) -> ColumnElement[bool]:
    return or_(requests.c.communities.is_(None), Fact.community == any_(requests.c.communities))


def _period_on(requests: CTE) -> ColumnElement[Date]:
    there = func.date_trunc(requests.c.period, func.timezone(requests.c.time_zone, Fact.occurred_at))
    return case((requests.c.period == WHOLE, BEGINNING), else_=cast(there, Date))


def _key(requests: CTE, role: EventRole) -> ColumnElement[str | None]:
    week = func.date_trunc("week", func.timezone(requests.c.time_zone, Fact.occurred_at))
    return case(
        (requests.c.counted_by == DistinctBy.PERSON, cast(role.opposite, Text)),
        (requests.c.counted_by == DistinctBy.COMMUNITY, Fact.community),
        (requests.c.counted_by == DistinctBy.UNIT, role.unit),
        (requests.c.counted_by == DistinctBy.OBJECT, Fact.object),
        (requests.c.counted_by == DistinctBy.KIND, Fact.kind),
        (requests.c.counted_by == DistinctBy.WEEK, cast(week, Text)),
        else_=cast(Fact.id, Text),
    )
