"""The SQL of signals: what counts of people over a year, and whose turn it is."""

from __future__ import annotations

from app.journal.events.statements import effective_fact_condition

_OWN = "f.actor_id = p.id and f.occurred_at >= :since"
_MARKED = f"""from fact f where f.kind = 'answer.accepted' and f.counterpart_id = p.id and f.occurred_at >= :since
    and f.actor_id is not null and f.actor_id <> p.id and {effective_fact_condition("f")}"""
_WEEK = "date_trunc('week', f.occurred_at at time zone 'UTC')"

COUNT_SIGNALS = f"""
select p.id as person_id, p.unit_id as own_unit_id, stored.level as level_before, coalesce(stored.is_idle, false) as was_idle, counted.*
from member p left join ambassador_signals stored on stored.person_id = p.id
cross join lateral (
    select
        (select count(distinct f.actor_id) {_MARKED}) as helped,
        (select count(*) from (
            select f.community from fact f where {_OWN} and f.kind in ('post.created', 'answer.created', 'comment.created')
                and f.community is not null and {effective_fact_condition("f")}
            group by f.community having count(distinct {_WEEK}) >= :weeks) as animated) as animated,
        (select count(distinct {_WEEK}) from fact f where {_OWN} and f.kind = 'post.created' and {effective_fact_condition("f")}) as wrote,
        (select cast(coalesce(div(sum(least(10, week.tenths)), 10), 0) as int) from (
            select sum(coalesce((f.body ->> 'tenths')::int, 10)) as tenths from fact f
            where {_OWN} and f.kind = 'thanks.given' and {effective_fact_condition("f")} group by {_WEEK}) as week) as thanked,
        array(select distinct u.id from (
            select (f.body ->> 'actor_unit')::bigint as unit_id {_MARKED} and f.body ->> 'actor_unit' ~ '^[0-9]{{1,18}}$') as reached
            join unit as merged on merged.id = reached.unit_id join unit as u on u.id = coalesce(merged.merged_into_id, merged.id)
            where u.id <> p.unit_id order by u.id) as unit_ids,
        not exists (select {_MARKED}) and not exists (
            select from fact f where {_OWN} and f.kind in ('post.created', 'answer.created', 'comment.created', 'thanks.given')
                and {effective_fact_condition("f")}) as is_idle
) as counted
where p.id = any(:people) and p.takes_part and not exists (select from signal_refusal off where off.person_id = p.id)
"""
"""What counts of each of these people; nothing of whoever takes no part or switched detection off.

Each person who marked an answer counts once, each team once, and each week once, with what its thanks weigh; likes, shares and follows are not read.
Idle is who wrote nothing, thanked nobody, and helped nobody.
"""

STORE_SIGNALS = """
insert into ambassador_signals as stored
    (person_id, counted_at, helped, animated, wrote, thanked, unit_ids, is_supported, level, is_idle)
select new.person_id, cast(:now as timestamptz), new.helped, new.animated, new.wrote, new.thanked, new.unit_ids, new.is_supported, new.level, new.is_idle
from jsonb_to_recordset(cast(:rows as jsonb)) as new (
    person_id bigint, helped bigint, animated bigint, wrote bigint, thanked bigint, unit_ids bigint[],
    is_supported boolean, level text, is_idle boolean)
order by new.person_id
on conflict (person_id) do update set counted_at = excluded.counted_at, helped = excluded.helped,
    animated = excluded.animated, wrote = excluded.wrote, thanked = excluded.thanked, unit_ids = excluded.unit_ids,
    is_supported = excluded.is_supported, level = excluded.level, is_idle = excluded.is_idle
"""

PEOPLE_TO_COUNT = """
select due.person_id from (
    (select s.person_id, s.counted_at from ambassador_signals s where s.counted_at is null limit :most)
    union all
    (select s.person_id, s.counted_at from ambassador_signals s where s.counted_at <= :before order by s.counted_at limit :most)) as due
order by due.counted_at nulls first limit :most
"""
"""Whoever takes part and left detection on has a row, from the day on which they joined: the clock asks this every second."""
