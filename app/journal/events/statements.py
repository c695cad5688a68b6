"""The SQL of events: their two roles, which of them are effective, and which facts to judge again after a batch."""

from __future__ import annotations

from app.journal.counted_events import ACTOR, COUNTERPART, COUNTERPART_KINDS, CountedEvent
from app.journal.kinds import CREATIONS

_CREATIONS = ", ".join(f"'{kind}'" for kind in sorted(CREATIONS))
_COUNTERPART_KINDS = ", ".join(f"'{kind}'" for kind in COUNTERPART_KINDS)
_COUNTERPART_EVENTS = ", ".join(f"'{CountedEvent(kind, COUNTERPART)}'" for kind in COUNTERPART_KINDS)
_COUNTERPART_NAME = " ".join(f"when '{kind}' then '{CountedEvent(kind, COUNTERPART)}'" for kind in COUNTERPART_KINDS)
_COLUMNS = "f.id as fact_id, f.kind, f.actor_id, f.occurred_at, f.object, f.community, f.source, f.source_key, f.undoes, f.body"


def select_events_of_facts(facts: str) -> str:
    """The events of some facts (a table or a CTE with the columns of `fact`).

    Each has `person_id`, `role`, `event` (its written name), `counterpart_id` and `counterpart_unit` (the person
    opposite, and their unit), `fact_id`, and the columns of its fact. A person is never their own counterpart.
    """
    return _select_events_of_both_roles(facts, actor="f.actor_id is not null", counterpart="true")


def select_events_of_person(person: str, event: str, since: str) -> str:
    """The events of one person under one written name, from a moment on: for a lateral join, each role by its own index."""
    return _select_events_of_both_roles(
        "fact",
        actor=f"f.actor_id = {person} and f.kind = {event} and f.occurred_at >= {since}",
        counterpart=f"""{event} in ({_COUNTERPART_EVENTS}) and f.kind = split_part({event}, chr(58), 1)
            and f.counterpart_id = {person} and f.occurred_at >= {since}""",
    )


def event_name_expression(kind: str, role: str) -> str:
    """The written name of an event, from the expressions of its kind and its role."""
    return f"concat_ws(chr(58), {kind}, nullif({role}, '{ACTOR}'))"


def _select_events_of_both_roles(facts: str, *, actor: str, counterpart: str) -> str:
    """The kinds of the counterpart are spelled out for the planner to find the index of each."""
    return f"""
    select f.actor_id as person_id, '{ACTOR}' as role, f.kind as event, f.counterpart_id,
           f.body ->> 'counterpart_unit' as counterpart_unit, {_COLUMNS}
    from {facts} f where {actor}
    union all
    select f.counterpart_id, '{COUNTERPART}', case f.kind {_COUNTERPART_NAME} end, f.actor_id,
           f.body ->> 'actor_unit', {_COLUMNS}
    from {facts} f where f.kind in ({_COUNTERPART_KINDS}) and f.counterpart_id <> f.actor_id and {counterpart}
    """


def effective_fact_condition(fact: str) -> str:
    """The condition that a fact (or an event) under that alias is neither taken back nor deleted, in whatever order they came.

    `offset 0` keeps the planner from collecting all deletions first, which reads the whole journal.
    """
    return f"""
    not exists (select 1 from fact undoing where undoing.undoes = {fact}.source_key
        and undoing.source = {fact}.source and undoing.kind <> 'object.deleted'
        and undoing.actor_id is not distinct from {fact}.actor_id)
    and not ({fact}.kind in ({_CREATIONS}) and exists (select 1 from fact deletion
        where deletion.undoes = {fact}.object and deletion.source = {fact}.source and deletion.kind = 'object.deleted'
        offset 0))
    """


AFFECTED_FACTS = f"""
    with received as materialized (select * from fact where id = any(cast(:batch as bigint[])))
    select received.* from received where received.undoes is null
    union all
    select undone.*
    from received cross join lateral (
        select * from fact where fact.source = received.source and fact.source_key = received.undoes limit 1) as undone
    where received.undoes is not null and received.kind <> 'object.deleted'
    union all
    select deleted.*
    from received cross join lateral (
        select * from fact where fact.object = received.undoes and fact.source = received.source
            and fact.kind in ({_CREATIONS}) offset 0) as deleted
    where received.kind = 'object.deleted'
"""
"""The facts to judge again after a batch (:batch, their ids): those in it, and those that it takes back.

What is taken back is looked up row by row, by index: left to choose, the planner reads the whole journal
wherever it expects many facts to take others back.
"""

AFFECTED_EVENTS = f"""
    with affected as materialized ({AFFECTED_FACTS})
    select e.person_id, e.event, e.role, e.occurred_at, e.object from ({select_events_of_facts("affected")}) as e
"""
"""The events to judge again after a batch."""
