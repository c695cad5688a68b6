"""Goes on with counts: the keys that later events add to them, and the counts that must be made anew."""

from __future__ import annotations

from sqlalchemy import (
    ARRAY,
    CTE,
    BigInteger,
    Boolean,
    ColumnElement,
    DateTime,
    FromClause,
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
    tuple_,
)

from app.journal.counting.statements import JUDGED_EVENTS
from app.journal.events.queries import (
    build_distinct_key_expression,
    build_period_expression,
    requested_event_condition,
    select_requested_events,
)
from app.journal.events.statements import effective_fact_condition

NO_KEYS = cast([], ARRAY(Text))


def fingerprint_expression(*question: ColumnElement[object]) -> ColumnElement[int]:
    """A number that stands for everything that a count asks: another question has another one."""
    return func.hash_record_extended(func.row(*question), 0, type_=BigInteger)


def select_moments_of_enough_facts(requests: CTE) -> Subquery:
    """The moment (id, person_id, reached_at) of the fact that was enough, for each request that has enough and counts every fact.

    It agrees with `select_progress_per_request`, and looks at no fact after that one: for many people at once.
    """
    event = select_requested_events(requests, since=f"{requests.name}.counts_from")
    whole: ColumnElement[object] = literal_column("event.*")
    requested = select(whole).select_from(event).where(requested_event_condition(requests, event))
    in_time = requested.order_by(event.c.occurred_at, event.c.fact_id).offset(0).correlate(requests).subquery("event")
    moment = literal_column("event.occurred_at", DateTime(timezone=True)).label("occurred_at")
    counted = select(moment).select_from(in_time).where(text(effective_fact_condition("event")))
    first = counted.limit(requests.c.wanted).lateral("first")
    enough = func.count() == requests.c.wanted
    return (
        select(requests.c.id, requests.c.person_id, func.max(first.c.occurred_at).label("reached_at"))
        .select_from(requests.join(first, true()))
        .group_by(requests.c.id, requests.c.person_id, requests.c.wanted)
        .having(enough)
        .subquery("tally")
    )


def select_judged_events() -> CTE:
    """The events of the facts of the parameter `facts`, and whether each `stands`: judged once, however many counts look at it."""
    events = text(JUDGED_EVENTS).bindparams(bindparam("facts", type_=ARRAY(BigInteger)))
    return (
        events.columns(
            column("person_id", BigInteger),
            column("event", Text),
            column("counterpart_id", BigInteger),
            column("counterpart_unit", Text),
            column("fact_id", BigInteger),
            column("kind", Text),
            column("occurred_at", DateTime(timezone=True)),
            column("object", Text),
            column("community", Text),
            column("stands", Boolean),
        )
        .cte("judged")
        .prefix_with("materialized")
    )


def select_events_for_counts(requests: CTE, judged: CTE) -> CTE:
    """The events that each request asks for: (id, person_id, period_on, key, occurred_at, stands).

    `requests` has the columns that `select_distinct_keys_ranked_in_period` takes.
    """
    key = build_distinct_key_expression(requests, judged)
    is_asked_for = and_(judged.c.person_id == requests.c.person_id, judged.c.event == any_(requests.c.kinds))
    return (
        select(
            requests.c.id,
            requests.c.person_id,
            build_period_expression(requests, judged).label("period_on"),
            key.label("key"),
            judged.c.occurred_at,
            judged.c.stands,
        )
        .join(judged, is_asked_for)
        .where(
            judged.c.occurred_at >= requests.c.counts_from,
            requested_event_condition(requests, judged),
            key.is_not(None),
        )
        .cte("asked_events")
        .prefix_with("materialized")
    )


def select_counts_to_make_anew(requests: CTE, events: CTE) -> CTE:
    """The requests (id, person_id) whose count was never made or asked something else, or that an event reaches at or before the last moment counted.

    `requests` also has `fingerprint`, and what the count remembers: `counted_as`, `last_counted_at`, `counted_keys`,
    `counted_on` (its latest period), `counted` (how many keys in it) and `most` (how many of them count). An event that no
    longer stands is late too: it may be counted.
    """
    first = (
        select(
            events.c.id,
            events.c.person_id,
            func.min(events.c.occurred_at).label("occurred_at"),
            func.min(events.c.period_on).label("period_on"),
        )
        .group_by(events.c.id, events.c.person_id)
        .subquery("first")
    )
    is_late = or_(first.c.occurred_at <= requests.c.last_counted_at, first.c.period_on < requests.c.counted_on)
    is_another = requests.c.counted_as.is_distinct_from(requests.c.fingerprint)
    # Joined once for all requests: asked of each, it would walk all events as often as there are requests.
    candidates = select(requests.c.id, requests.c.person_id).outerjoin(first, _same_count_condition(first, requests))
    return candidates.where(or_(is_another, is_late)).cte("anew").prefix_with("materialized")


def select_later_keys_ranked_in_period(requests: CTE, events: CTE, anew: CTE, *carried: str) -> CTE:
    """The keys that events add to the counts that go on: the columns of `select_distinct_keys_ranked_in_period`, their places after those counted."""
    goes_on = events.c.period_on.is_not_distinct_from(requests.c.counted_on)
    is_new = events.c.key != func.all(func.coalesce(requests.c.counted_keys, NO_KEYS))
    named = (events.c.id, events.c.person_id, events.c.period_on, events.c.key)
    before = case((goes_on, requests.c.counted), else_=0).label("before")
    kept = (*named, before, *(requests.c[name] for name in carried))
    keys = (
        select(*kept, func.min(events.c.occurred_at).label("first_at"))
        .join(requests, _same_count_condition(events, requests))
        .where(
            events.c.stands,
            tuple_(events.c.id, events.c.person_id).not_in(select(anew.c.id, anew.c.person_id)),
            or_(~goes_on, and_(requests.c.counted < requests.c.most, is_new)),
        )
        .group_by(*kept)
        .subquery("later")
    )
    place = keys.c.before + func.row_number(type_=BigInteger).over(
        partition_by=(keys.c.id, keys.c.person_id, keys.c.period_on), order_by=(keys.c.first_at, keys.c.key)
    )
    columns = (keys.c.id, keys.c.person_id, keys.c.period_on, keys.c.key, keys.c.first_at, place.label("place"))
    return select(*columns, *(keys.c[name] for name in carried)).cte("later_keys")


def _same_count_condition(some: FromClause, others: CTE) -> ColumnElement[bool]:
    return and_(some.c.id == others.c.id, some.c.person_id == others.c.person_id)
