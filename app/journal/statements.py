"""The SQL by which readers go through the journal, in an order without gaps."""

from __future__ import annotations

from app.journal.events.statements import select_events_of_facts

FACTS_PER_STEP = 10_000
"""How many facts of each shard a step of a reader goes past at most, whatever their kinds."""

NEXT = f"""
with plans as materialized (select set_config('plan_cache_mode', 'force_generic_plan', true)),
free_position as materialized (
    select shard, tx, fact_id, is_read_again from position where reader = :reader and shard = any(cast(:shards as integer[]))
    order by shard for update skip locked),
horizon as materialized (select pg_snapshot_xmin(pg_current_snapshot())::text::bigint as oldest from plans)
select p.shard, p.tx, p.fact_id, p.is_read_again, horizon.oldest - 1 as before, waiting.facts, waiting.kinds, waiting.full_to
from free_position p cross join horizon cross join lateral (
    select array_agg(array[next.tx, next.id]) filter (where next.is_awaited) as facts,
        array_agg(next.kind) filter (where next.is_awaited) as kinds,
        case when count(*) = :most or bool_or(next.place = {FACTS_PER_STEP}) then max(array[next.tx, next.id]) end as full_to
    from (
        select near.tx, near.id, near.kind, near.place, near.kind = any(cast(:kinds as text[])) as is_awaited
        from (
            select f.tx, f.id, f.kind, row_number() over (order by f.tx, f.id) as place from fact f
            where f.shard = p.shard and (f.tx, f.id) > (p.tx, p.fact_id) and f.tx < horizon.oldest
            order by f.tx, f.id limit {FACTS_PER_STEP}) as near
        where near.kind = any(cast(:kinds as text[])) or near.place = {FACTS_PER_STEP}
        order by near.tx, near.id limit :most) as next) as waiting
"""
"""The next facts in each shard whose position no other worker holds. What the oldest transaction under way
(`horizon.oldest`) or a later one may still commit is left for another time: what is before it can no longer change.

`full_to`: the last fact of a full step, of a batch as long as it may be or of facts of all kinds; null where there are no more.
The inner limit makes the planner walk the index: without it, a reader of rare facts that is far behind reads and sorts
all that is after its positions, for each of its batches anew.

Until the transaction ends, statements keep the plans that they have: the long ones of readers take longer to plan than to run.
"""

FORGET_PLANS = "discard plans"
"""Plans of when the journal was much shorter may read all of it: the next statements are planned anew."""

AHEAD = """
with reader as materialized (
    select kinds.key as name, array(select jsonb_array_elements_text(kinds.value)) as kinds
    from jsonb_each(cast(:kinds as jsonb)) as kinds),
ahead as (
    select reader.name, p.shard, next.facts, next.matches
    from reader left join position p on p.reader = reader.name
    cross join lateral (
        select count(*) as facts, count(*) filter (where f.kind = any(reader.kinds)) as matches from (
            select fact.kind from fact
            where fact.shard = p.shard and (fact.tx, fact.id) > (p.tx, p.fact_id)
            order by fact.tx, fact.id limit :most) as f) as next)
"""
"""For each reader and shard, how many of the first facts after the position (:most of them) there are, and how many it waits for.

The order makes the planner walk the index from the position on. Without it, the planner expects a match soon
and reads the whole table for every shard of every reader.
"""

WAITING = """
with reader as materialized (
    select kinds.key as name, array(select jsonb_array_elements_text(kinds.value)) as kinds
    from jsonb_each(cast(:kinds as jsonb)) as kinds),
start as materialized (
    select reader.name, reader.kinds, p.shard, first.tx, first.id
    from reader left join position p on p.reader = reader.name
    left join lateral (
        select fact.tx, fact.id from fact where fact.shard = p.shard and (fact.tx, fact.id) > (p.tx, p.fact_id)
        order by fact.tx, fact.id limit 1) as first on true),
ahead as materialized (
    select s.shard, s.id, near.facts, near.kinds
    from (select distinct shard, tx, id from start where id is not null) as s cross join lateral (
        select count(*) as facts, array_agg(distinct f.kind collate "C") as kinds from (
            select fact.kind from fact
            where fact.shard = s.shard and (fact.tx, fact.id) >= (s.tx, s.id)
            order by fact.tx, fact.id limit :most) as f) as near)
select start.name, bool_or(start.shard is null or ahead.kinds && start.kinds) is true as is_awaited
from start left join ahead on ahead.shard = start.shard and ahead.id = start.id
where start.shard is null or ahead.kinds && start.kinds or ahead.facts = :most
group by start.name
"""
"""Who has facts waiting or no position yet (`is_awaited`), or so many facts of other kinds after a position that it is worth moving.

Most readers stand before the same fact: what comes after it is read once for them all.
"""

BACKLOG = f"""
{AHEAD}
select name, sum(matches)::bigint as matches, bool_or(facts = :most) is true as is_more from ahead group by name
"""
"""How many facts wait for each reader among those that were looked at, and whether there are more to look at."""

LAST_TRANSACTION = """
select greatest(
    (select max(last.tx) from (select distinct shard from position) as p cross join lateral (
        select fact.tx from fact where fact.shard = p.shard order by fact.tx desc, fact.id desc limit 1) as last),
    (select max(tx) from position))
"""
"""The greatest number of a transaction that facts or positions carry; null when there are no positions."""

READ_FACTS_OF = f"""
select distinct f.tx, f.id
from ({select_events_of_facts("fact")}) as e join fact f on f.id = e.fact_id join position p on p.reader = :reader and p.shard = f.shard
where e.person_id = :person_id and e.kind = any(cast(:kinds as text[])) and (f.tx, f.id) <= (p.tx, p.fact_id)
order by f.tx, f.id
"""
"""What a reader has read so far about one person."""

_EVENTS_OF_FACTS = """
(select kind as name, actor_id as person_id, occurred_at from {facts}
 union all select concat(kind, ':', 'counterpart'), counterpart_id, occurred_at from {facts}
 where kind = any(cast(:counterpart_kinds as text[]))) as event
"""
_GROUP_MOMENTS = """
select name, occurred_at
from (select name, occurred_at, row_number() over (partition by name order by occurred_at desc) as place
      from (select name, person_id, max(occurred_at) as occurred_at from {events}
            where person_id is not null group by name, person_id) as latest_of_person) as placed
where place = :smallest
"""
LATEST_EVENTS_OF_GROUPS = f"""
with newest as (select kind, actor_id, counterpart_id, occurred_at from fact order by id desc limit :first),
frequent as ({_GROUP_MOMENTS.format(events=_EVENTS_OF_FACTS.format(facts="newest"))}),
latest as (
    select * from (select kind, actor_id, counterpart_id, occurred_at from fact order by id desc limit :most) as fact
    where kind <> all(array(select name from frequent))
        or kind = any(cast(:counterpart_kinds as text[])) and concat(kind, ':', 'counterpart') <> all(array(select name from frequent))),
rare as (select * from {_EVENTS_OF_FACTS.format(facts="latest")} where name <> all(array(select name from frequent)))
select name, occurred_at from frequent union all ({_GROUP_MOMENTS.format(events="rare")})
"""
"""For each counted event the moment since which so many people lived it: what fewer lived reads like what nobody did.

What the `first` facts tell is not looked for among the others: most facts are of few kinds.
"""

SAMPLE_ACTORS = """
select distinct drawn.actor_id from generate_series(1, 4 * :people) as draw cross join lateral (
    select fact.actor_id from fact where fact.id >= floor(random() * (select max(id) from fact) + 0 * draw)::bigint
    order by fact.id limit 1) as drawn
where drawn.actor_id is not null limit :people
"""
"""People who did something, drawn by their facts: about as many as wanted, fewer in a small journal. `0 * draw` makes each draw a new one."""

ROWS_WRITTEN = """
select relname, n_tup_ins + n_tup_upd + n_tup_del as rows from pg_stat_xact_user_tables where relname = any(:tables)
"""
"""How many rows of each table this connection has written lately: two readings in one transaction tell what it wrote between."""

CREATE_POSITIONS = """
insert into position (reader, shard, version)
select reader, shard, version
from unnest(cast(:readers as text[]), cast(:versions as integer[])) as given (reader, version), generate_series(0, :shards - 1) as shard
on conflict do nothing
"""

RESTART_POSITIONS = """
update position p set tx = 0, fact_id = 0, version = given.version, is_read_again = true
from unnest(cast(:readers as text[]), cast(:versions as integer[])) as given (reader, version)
where p.reader = given.reader and p.version < given.version
"""

MOVE = """
update position p set tx = new.tx, fact_id = new.fact_id, moved_at = :now, is_read_again = p.is_read_again and new.has_more
from unnest(cast(:shards as integer[]), cast(:txs as bigint[]), cast(:fact_ids as bigint[]), cast(:have_more as boolean[]))
    as new (shard, tx, fact_id, has_more)
where p.reader = :reader and p.shard = new.shard
"""

APPEND = """
with new as (
    insert into fact (kind, actor_id, counterpart_id, object, community, occurred_at, source, source_key, undoes, body)
    select kind, actor_id, counterpart_id, object, community, occurred_at, source, source_key, undoes, coalesce(body, '{}')
    from jsonb_to_recordset(cast(:facts as jsonb)) as fact (
        kind text, actor_id bigint, counterpart_id bigint, object text, community text,
        occurred_at timestamptz, source text, source_key text, undoes text, body jsonb)
    on conflict (source, source_key) do nothing
    returning source, source_key, id)
select coalesce(array_agg(id), '{}') as ids,
       case when count(*) < :given then coalesce(array_agg(array[source, source_key]), '{}') end as names
from new
"""
"""Writes facts in the order in which they are given, and returns the ids of the new ones; their names too, unless all are new."""
