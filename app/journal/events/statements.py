"""The SQL of events: their two roles, which of them are effective, and which facts to judge again after a batch."""

from __future__ import annotations

from app.journal.counted_events import ACTOR, COUNTERPART, COUNTERPART_KINDS, CountedEvent
from app.journal.kinds import CREATIONS, GESTURES, MARKS

_CREATIONS, _MARKS, _GESTURES = (
    ", ".join(f"'{kind}'" for kind in sorted(kinds)) for kinds in (CREATIONS, MARKS, GESTURES)
)
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
    from {facts} f where f.kind in ({_COUNTERPART_KINDS}) and f.counterpart_id is distinct from f.actor_id
        and f.counterpart_id is not null and {counterpart}
    """


def gesture_target_expression(fact: str) -> str:
    """What a gesture is towards: a person, a community, or what somebody wrote. `ix_fact_gesture` finds gestures by it."""
    return f"gesture_target({fact}.kind, {fact}.object, {fact}.community, {fact}.counterpart_id)"


def effective_fact_condition(fact: str) -> str:
    """The condition that a fact (or an event) under that alias counts: it stands, and is the first of its person, kind and object that does."""
    return f"{standing_fact_condition(fact)} and not ({repeated_condition(fact)})"


def standing_fact_condition(fact: str) -> str:
    """The condition that a fact is neither taken back, deleted nor made towards oneself, and is about what it says, in whatever order they came."""
    against = (taken_back_condition, deleted_condition, towards_oneself_condition, unproven_condition)
    return " and ".join(f"not ({condition(fact)})" for condition in against)


def taken_back_condition(fact: str) -> str:
    """The condition that something that stands names a fact and takes it back."""
    return f"""exists (select 1 from fact undoing where undoing.undoes = {fact}.source_key
        and undoing.source = {fact}.source and takes_back(undoing, {fact}.kind, {fact}.actor_id, {fact}.occurred_at))"""


def deleted_condition(fact: str) -> str:
    """The condition that what a fact is about is deleted.

    `offset 0`, here and below, keeps the planner from collecting all deletions first, which reads the whole journal.
    """
    return f"""{fact}.kind in ({_CREATIONS}, {_MARKS}) and exists (select 1 from fact deletion
        where deletion.undoes = {fact}.object and deletion.source = {fact}.source and deletion.kind = 'object.deleted'
            and not is_restored(deletion) offset 0)"""


def towards_oneself_condition(fact: str) -> str:
    """The condition that a fact is a mark of one's own object, or answers one's own."""
    return f"""{fact}.kind in ({_MARKS}) and exists (
        select 1 from {_creations_of_object("own", f"{fact}.object", fact)} where own.actor_id = {fact}.actor_id)
    or {fact}.kind = 'answer.created' and {fact}.body ->> 'answers' is not null and exists (
        select 1 from {_creations_of_object("own", f"{fact}.body ->> 'answers'", fact)} where own.actor_id = {fact}.actor_id)"""


def unproven_condition(fact: str) -> str:
    """The condition that a fact accepts what nothing says is an answer."""
    return f"""{fact}.kind = 'answer.accepted' and {fact}.body ->> 'unproven' is not null and not exists (
        select 1 from fact answer where {_creates_condition("answer", f"{fact}.object", fact)}
            and answer.kind = 'answer.created' offset 0)"""


def repeated_condition(fact: str) -> str:
    """The condition that an earlier fact of the same person, kind and object stands, whichever network told it."""
    return f"""{fact}.kind in ({_GESTURES}) and exists (select 1 from fact earlier
        where {_same_gesture_condition("earlier", fact)} and {_before_condition("earlier", fact)}
            and {standing_fact_condition("earlier")} offset 0)
    or {fact}.kind in ({_CREATIONS}) and exists (
        select 1 from {_creations_of_same_object("earlier", fact)} where earlier.kind = {fact}.kind
            and earlier.actor_id = {fact}.actor_id and {_before_condition("earlier", fact)}
            and {standing_fact_condition("earlier")})"""


def unrelated_fact_condition(fact: str) -> str:
    """The condition that a fact counts and changes nothing of any other: it takes nothing back, and no other is about the same.

    It asks for less than `effective_fact_condition` and OTHERS_TO_JUDGE, by a few indexes: a fact for which it is false may count too.
    """
    return f"""{fact}.undoes is null and {fact}.kind <> 'object.deleted' and {fact}.body ->> 'unproven' is null
    and not exists (select 1 from fact naming where naming.undoes = any(array[{fact}.source_key, {fact}.object]) offset 0)
    and not ({fact}.kind in ({_GESTURES}) and exists (
        select 1 from fact same where {_same_gesture_condition("same", fact)} and same.id <> {fact}.id offset 0))
    and not ({fact}.kind in ({_CREATIONS}) and (
        exists (select 1 from {_creations_of_same_object("other", fact)} where other.id <> {fact}.id)
        or exists (select 1 from fact mark where {gesture_target_expression("mark")} = {fact}.object
            and mark.kind in ({_MARKS}) and mark.kind in ({_GESTURES}) offset 0)
        or exists (select 1 from fact answer where answer.body ->> 'answers' = {fact}.object and answer.kind = 'answer.created' offset 0)))
    and not ({towards_oneself_condition(fact)})"""


def _creations_of_object(name: str, obj: str, fact: str) -> str:
    """What created an object, under that name: looked up by the object alone, before anything else is compared.

    Left to choose, the planner walks everything that the person ever did, for each of their facts.
    """
    return f"(select * from fact {name} where {_creates_condition(name, obj, fact)} offset 0) as {name}"


def _creations_of_same_object(name: str, fact: str) -> str:
    """What created the object of a fact, under that name, told by whichever source where its id is an address."""
    return f"(select * from fact {name} where {_creates_same_condition(name, fact)} offset 0) as {name}"


def _creates_same_condition(creation: str, fact: str) -> str:
    return f"""{creation}.object = {fact}.object and {creation}.kind in ({_CREATIONS})
        and {_same_world_condition(creation, fact, f"{fact}.object")}"""


def _same_world_condition(other: str, fact: str, target: str) -> str:
    """An id is a name within its source, unless it is an address: that means the same everywhere."""
    return f"({other}.source = {fact}.source or {target} ~ '^https?://')"


def _creates_condition(creation: str, obj: str, fact: str) -> str:
    return f"{creation}.object = {obj} and {creation}.source = {fact}.source and {creation}.kind in ({_CREATIONS})"


def _same_gesture_condition(gesture: str, fact: str) -> str:
    return f"""{gesture_target_expression(gesture)} = {gesture_target_expression(fact)}
        and {gesture}.kind = {fact}.kind and {gesture}.kind in ({_GESTURES})
        and coalesce({gesture}.actor_id, 0) = coalesce({fact}.actor_id, 0)
        and {_same_world_condition(gesture, fact, gesture_target_expression(fact))}"""


def _before_condition(earlier: str, fact: str) -> str:
    return f"({earlier}.occurred_at, {earlier}.source_key, {earlier}.source) < ({fact}.occurred_at, {fact}.source_key, {fact}.source)"


_TAKEN_BACK_BY_CHAIN = f"""
    select f.* from fact f where f.source = chain.source and f.source_key = chain.undoes
    union all
    select * from (select f.* from fact f
        where f.object = chain.undoes and f.source = chain.source and f.kind in ({_CREATIONS}) offset 0) as created
    where chain.kind = 'object.deleted'
    union all
    select * from (select f.* from fact f where {gesture_target_expression("f")} = chain.undoes
        and f.source = chain.source and f.kind in ({_MARKS}) and f.kind in ({_GESTURES}) offset 0) as marked
    where chain.kind = 'object.deleted'
"""
"""What a fact of the chain takes back or restores."""

_BESIDE_TAKEN = f"""
    select f.id, f.tx from fact f where {_same_gesture_condition("f", "t")} and t.kind in ({_GESTURES})
    union all
    select f.id, f.tx from fact f where {_creates_same_condition("f", "t")} and t.kind in ({_CREATIONS})
    union all
    select f.id, f.tx from fact f where {gesture_target_expression("f")} = t.object and f.source = t.source
        and f.kind in ({_MARKS}) and f.kind in ({_GESTURES}) and t.kind in ({_CREATIONS})
    union all
    select f.id, f.tx from fact f where f.body ->> 'answers' = t.object and f.source = t.source
        and f.kind = 'answer.created' and t.kind in ({_CREATIONS})
    offset 0
"""
"""What is the same gesture as the fact t, or rests on the same object."""

NAMED_FACTS = """
    select f.* from unnest(cast(:facts as bigint[])) as named (id) cross join lateral (select * from fact where fact.id = named.id offset 0) as f
"""
"""The facts :facts, looked up one by one."""

EVENTS_OF_NAMED_FACTS = f"""
    with named as materialized ({NAMED_FACTS})
    select e.fact_id, e.person_id, e.event, e.role, e.occurred_at, e.object, e.community from ({select_events_of_facts("named")}) as e
"""
"""The events of the facts :facts."""

OTHERS_TO_JUDGE = f"""
    with recursive received as materialized (select f.*, f.id as by_id, f.tx as read_tx from ({NAMED_FACTS}) as f),
    chain as (
        select by_id, read_tx, id, source, kind, undoes from received where undoes is not null
        union
        select chain.by_id, chain.read_tx, taken_back.id, taken_back.source, taken_back.kind, taken_back.undoes
        from chain cross join lateral ({_TAKEN_BACK_BY_CHAIN}) as taken_back
        where chain.undoes is not null
    ),
    taken as materialized (
        select * from received
        union all
        select f.*, chained.by_id, chained.read_tx from chain as chained
        cross join lateral (select * from fact where fact.id = chained.id offset 0) as f
        where chained.id <> chained.by_id
    )
    select by_id, id from taken where tx < read_tx
    union
    select t.by_id, beside.id from taken t cross join lateral ({_BESIDE_TAKEN}) as beside where beside.tx < t.read_tx
"""
"""The facts to judge again with the facts :facts, as pairs of one of them (by_id) and another (id): what it takes back or
restores however many steps away, and what is the same gesture or rests on the same object.

Those that were not written before the fact that leads there are left out: whoever reads them judges them, with that fact
in the journal. Judged now, they would count before what was written between.

Everything is looked up row by row, by index: left to choose, the planner reads the whole journal
wherever it expects many facts to take others back.
"""
