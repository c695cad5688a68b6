"""Counts, for many requests at once, how many different keys there are among the events that each request asks for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import (
    ARRAY,
    CTE,
    BigInteger,
    Boolean,
    ColumnElement,
    Date,
    DateTime,
    Executable,
    FromClause,
    Select,
    SQLColumnExpression,
    Subquery,
    Text,
    and_,
    any_,
    bindparam,
    case,
    cast,
    column,
    func,
    literal_column,
    or_,
    select,
    text,
    true,
)
from sqlalchemy.sql.elements import KeyedColumnElement
from sqlalchemy.sql.selectable import LateralFromClause

from app.journal.counter import WHOLE, DistinctBy
from app.journal.events.statements import EVENTS_OF_NAMED_FACTS, effective_fact_condition, select_events_of_person

BEGINNING = literal_column("date '0001-01-01'", Date)
"""The day that names the period of a request that is counted once."""

_MOMENT = DateTime(timezone=True)


def select_events_of_facts_to_judge() -> Subquery:
    """The events of the facts of the parameter `facts`: (fact_id, person_id, event, role, occurred_at, object, community), for each of a fact's people."""
    events = text(EVENTS_OF_NAMED_FACTS).bindparams(bindparam("facts", type_=ARRAY(BigInteger)))
    return events.columns(
        column("fact_id", BigInteger),
        column("person_id", BigInteger),
        column("event", Text),
        column("role", Text),
        column("occurred_at", _MOMENT),
        column("object", Text),
        column("community", Text),
    ).subquery("events")


def select_progress_per_request(requests: CTE) -> Subquery:
    """For each request, (id, person_id, wanted, done, reached_at): how many keys, up to the wanted, and when that was reached.

    `requests` has the columns id, person_id, kinds (text[], written names of events), counted_by, among and communities
    (text[], or null for any), wanted, period, counts_from, counts_until (null: without end) and time_zone; `period` is
    WHOLE here. The order in which facts arrived does not matter: `reached_at` follows from when they happened.
    """
    ranked = select_distinct_keys_ranked_in_period(requests)
    return (
        select(
            requests.c.id,
            requests.c.person_id,
            requests.c.wanted,
            func.least(func.count(ranked.c.place), requests.c.wanted).label("done"),
            func.max(ranked.c.first_at).filter(ranked.c.place == requests.c.wanted).label("reached_at"),
        )
        .outerjoin(ranked, (ranked.c.id == requests.c.id) & (ranked.c.person_id == requests.c.person_id))
        .group_by(requests.c.id, requests.c.person_id, requests.c.wanted)
        .subquery("tally")
    )


def select_distinct_keys_ranked_in_period(requests: CTE, *carried: str) -> CTE:
    """Each key of each request: (id, person_id, period_on, key, first_at, place), its place counted from the first in its period.

    A period is named by its first day where the person works; the year 1 for WHOLE. Columns of the requests may be carried along.
    """
    keys = _select_distinct_keys_of_requests(requests, [requests.c[name] for name in carried])
    place = func.row_number(type_=BigInteger).over(
        partition_by=(keys.c.id, keys.c.person_id, keys.c.period_on), order_by=(keys.c.first_at, keys.c.key)
    )
    columns = (keys.c.id, keys.c.person_id, keys.c.period_on, keys.c.key, keys.c.first_at, place.label("place"))
    return select(*columns, *(keys.c[name] for name in carried)).cte("ranked_keys")


def select_events_with_reasons(requests: CTE, most: int) -> Executable:
    """Each event that a request looks at, with why it counts or does not, `most` of them in the order of time.

    It agrees with `select_distinct_keys_ranked_in_period`: an event counts where every condition holds and its key is new in its period.
    Who did it, where it was another person, is not in the answer.
    """
    event = select_requested_events(requests, since="'-infinity'")
    return (
        select(
            event.c.event,
            event.c.occurred_at,
            event.c.object,
            build_period_expression(requests, event).label("period_on"),
            build_distinct_key_expression(requests, event).label("key"),
            (event.c.occurred_at >= requests.c.counts_from).label("has_begun"),
            _before_request_end_condition(requests, event).label("is_in_time"),
            _about_object_condition(requests, event).label("is_about_it"),
            _in_community_condition(requests, event).label("is_there"),
            literal_column(f"({effective_fact_condition('event')})", Boolean).label("stands"),
        )
        .select_from(requests.join(event, true()))
        .order_by(event.c.occurred_at, event.c.fact_id)
        .limit(most)
    )


def select_counted_events(requests: CTE) -> Select[str, datetime, str | None]:
    """What counted for the one request: (event, occurred_at, object) of the first event of each key, up to the wanted, in the order of time."""
    event = select_requested_events(requests, since=f"{requests.name}.counts_from")
    key = build_distinct_key_expression(requests, event)
    in_time = (event.c.occurred_at, event.c.fact_id)
    effective = text(effective_fact_condition("event"))
    counted = (
        select(
            *(event.c.event, event.c.occurred_at, event.c.object, key.label("key"), requests.c.wanted),
            func.row_number().over(partition_by=key, order_by=in_time).label("time"),
        )
        .select_from(requests.join(event, true()))
        .where(requested_event_condition(requests, event), key.is_not(None), effective)
        .subquery("counted")
    )
    place = func.row_number().over(order_by=(counted.c.occurred_at, counted.c.key)).label("place")
    steps = select(*counted.c, place).where(counted.c.time == 1).subquery("steps")
    chosen = select(steps.c.event, steps.c.occurred_at, steps.c.object).where(steps.c.place <= steps.c.wanted)
    return chosen.order_by(steps.c.place)


def _select_distinct_keys_of_requests(requests: CTE, carried: Sequence[KeyedColumnElement[object]]) -> Subquery:
    event = select_requested_events(requests, since=f"{requests.name}.counts_from")
    key = build_distinct_key_expression(requests, event)
    columns = (
        requests.c.id,
        requests.c.person_id,
        build_period_expression(requests, event).label("period_on"),
        key.label("key"),
    )
    counted = (
        select(*columns, *carried, event.c.occurred_at)
        .select_from(requests.join(event, true()))
        .where(requested_event_condition(requests, event), key.is_not(None), text(effective_fact_condition("event")))
        .subquery("counted")
    )
    kept = [column for column in counted.c if column.name != "occurred_at"]
    return select(*kept, func.min(counted.c.occurred_at).label("first_at")).group_by(*kept).subquery("keys")


def select_requested_events(requests: CTE, *, since: str) -> LateralFromClause:
    """The events of a request's person, name by name: an index finds the events of each name, however many facts the person has."""
    name = requests.name
    events = text(
        f"""
        select e.* from (select distinct unnest({name}.kinds) as event) as wanted
        cross join lateral ({select_events_of_person(f"{name}.person_id", "wanted.event", since)}) as e
        """
    )
    return events.columns(
        column("person_id", BigInteger),
        column("event", Text),
        column("counterpart_id", BigInteger),
        column("counterpart_unit", Text),
        column("fact_id", BigInteger),
        column("kind", Text),
        column("occurred_at", _MOMENT),
        column("object", Text),
        column("community", Text),
    ).lateral("event")


def requested_event_condition(requests: CTE, event: FromClause) -> ColumnElement[bool]:
    """The condition that an event of the request's person, since it began, is in time, about what it asks for, and where it asks for it."""
    return and_(
        _before_request_end_condition(requests, event),
        _about_object_condition(requests, event),
        _in_community_condition(requests, event),
    )


def _before_request_end_condition(requests: CTE, event: FromClause) -> ColumnElement[bool]:
    return or_(requests.c.counts_until.is_(None), event.c.occurred_at < requests.c.counts_until)


def _about_object_condition(requests: CTE, event: FromClause) -> ColumnElement[bool]:
    return or_(requests.c.among.is_(None), event.c.object == any_(requests.c.among))


def _in_community_condition(requests: CTE, event: FromClause) -> ColumnElement[bool]:
    return or_(requests.c.communities.is_(None), event.c.community == any_(requests.c.communities))


def build_period_expression(requests: CTE, event: FromClause) -> ColumnElement[Date]:
    first_day = func.date_trunc(requests.c.period, func.timezone(requests.c.time_zone, event.c.occurred_at))
    return case((requests.c.period == WHOLE, BEGINNING), else_=cast(first_day, Date))


def build_distinct_key_expression(requests: CTE, event: FromClause) -> ColumnElement[str | None]:
    """What two events must differ by; each way of counting has its branch, and the tables accept no other way."""
    week = func.date_trunc("week", func.timezone(requests.c.time_zone, event.c.occurred_at))
    keys: dict[DistinctBy, SQLColumnExpression[str | None]] = {
        DistinctBy.FACT: cast(event.c.fact_id, Text),
        DistinctBy.KIND: event.c.kind,
        DistinctBy.PERSON: cast(event.c.counterpart_id, Text),
        DistinctBy.COMMUNITY: event.c.community,
        DistinctBy.UNIT: event.c.counterpart_unit,
        DistinctBy.WEEK: cast(week, Text),
        DistinctBy.OBJECT: event.c.object,
    }
    return case(*((requests.c.counted_by == way.value, keys[way]) for way in DistinctBy))
