"""The SQL that moves positions past facts that their readers do not wait for."""

from __future__ import annotations

from app.journal.statements import FACTS_PER_STEP

PASS = f"""
with reader as materialized (
    select kinds.key as name, array(select jsonb_array_elements_text(kinds.value)) as kinds
    from jsonb_each(cast(:kinds as jsonb)) as kinds),
free_position as materialized (
    select p.reader, p.shard, p.tx, p.fact_id, p.is_read_again from position p join reader on reader.name = p.reader
    order by p.reader, p.shard for update of p skip locked),
horizon as materialized (select pg_snapshot_xmin(pg_current_snapshot())::text::bigint as oldest),
start as materialized (
    select p.*, first.tx as first_tx, first.id as first_id
    from free_position p cross join horizon left join lateral (
        select fact.tx, fact.id from fact
        where fact.shard = p.shard and (fact.tx, fact.id) > (p.tx, p.fact_id) and fact.tx < horizon.oldest
        order by fact.tx, fact.id limit 1) as first on true
    where first.id is not null or p.is_read_again),
step as materialized (
    select s.shard, s.first_id, next.kinds, case when next.facts = {FACTS_PER_STEP} then next.last end as full_to
    from (select distinct shard, first_tx, first_id from start where first_id is not null) as s cross join horizon cross join lateral (
        select count(*) as facts, max(array[near.tx, near.id]) as last, array_agg(distinct near.kind collate "C") as kinds from (
            select fact.tx, fact.id, fact.kind from fact
            where fact.shard = s.shard and (fact.tx, fact.id) >= (s.first_tx, s.first_id) and fact.tx < horizon.oldest
            order by fact.tx, fact.id limit {FACTS_PER_STEP}) as near) as next),
ahead as materialized (
    select start.*, step.full_to, coalesce(step.kinds && reader.kinds, false) as is_awaited
    from start join reader on reader.name = start.reader
    left join step on step.shard = start.shard and step.first_id = start.first_id),
passed as (
    update position p set tx = ends.at[1], fact_id = ends.at[2], moved_at = :now,
        is_read_again = p.is_read_again and ahead.full_to is not null
    from ahead cross join horizon cross join lateral (
        select coalesce(ahead.full_to, greatest(array[horizon.oldest - 1, :last], array[ahead.tx, ahead.fact_id])) as at) as ends
    where p.reader = ahead.reader and p.shard = ahead.shard and not ahead.is_awaited)
select distinct reader from ahead where is_awaited or full_to is not null
"""
"""Moves the positions that nobody else is at and that have facts of other kinds alone before them: to their end, or past a step of them.
Returns the readers that have more to read.

The line before which nothing can change is that of `journal.next`. Most readers stand before the same fact: its kinds are read once for them all.
"""
