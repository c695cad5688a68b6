"""The SQL by which readers go through the journal, in an order without gaps."""

from __future__ import annotations

NEXT = """
with mine as materialized (
    select shard, tx, fact_id from position where reader = :reader and shard = any(cast(:shards as integer[]))
    order by shard for update skip locked),
line as materialized (select pg_snapshot_xmin(pg_current_snapshot())::text::bigint as oldest)
select mine.shard, mine.tx, mine.fact_id, line.oldest - 1 as before, waiting.facts
from mine cross join line cross join lateral (
    select array_agg(array[next.tx, next.id]) as facts from (
        select f.tx, f.id from fact f
        where f.shard = mine.shard and (f.tx, f.id) > (mine.tx, mine.fact_id) and f.tx < line.oldest
            and f.kind = any(cast(:kinds as text[]))
        order by f.tx, f.id limit :most) as next) as waiting
"""
"""The next facts in each shard that nobody else is at. What the oldest transaction under way (`line.oldest`) or a later
one may still commit is left for another time: what is before it can no longer change."""

WAITING = """
with known as materialized (
    select kinds.key as name, array(select jsonb_array_elements_text(kinds.value)) as kinds
    from jsonb_each(cast(:kinds as jsonb)) as kinds)
select distinct known.name
from known left join position p on p.reader = known.name left join lateral (
    select 1 as waits from fact f
    where f.shard = p.shard and (f.tx, f.id) > (p.tx, p.fact_id) and f.kind = any(known.kinds) limit 1) as next on true
where next.waits = 1 or p.reader is null or pg_snapshot_xmin(pg_current_snapshot())::text::bigint - p.tx > :far
"""
"""Who has facts waiting, no position yet, or one so far back that each look reads much in vain."""

MOVE = """
update position p set tx = new.tx, fact_id = new.fact_id, moved_at = :now
from unnest(cast(:shards as integer[]), cast(:txs as bigint[]), cast(:fact_ids as bigint[])) as new (shard, tx, fact_id)
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
       case when count(*) < :told then coalesce(array_agg(array[source, source_key]), '{}') end as names
from new
"""
"""Writes facts in the order in which they are given, and tells the new ones' ids; their names too, unless all are new."""
