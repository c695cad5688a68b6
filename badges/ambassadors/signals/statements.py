"""The SQL of signals: what counts of one person over a year, and whose turn it is."""

from __future__ import annotations

from app.journal.events.statements import effective_fact_condition

_OWN = "f.actor_id = :person_id and f.occurred_at >= :since"
_MARKED = f"""from fact f where f.kind = 'answer.accepted' and f.counterpart_id = :person_id and f.occurred_at >= :since
    and f.actor_id is not null and f.actor_id <> :person_id and {effective_fact_condition("f")}"""
_WEEK = "date_trunc('week', f.occurred_at at time zone 'UTC')"

COUNT_SIGNALS = f"""
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
        select (f.body ->> 'actor_unit')::bigint as unit_id {_MARKED} and f.body ->> 'actor_unit' ~ '^[0-9]+$') as reached
        join unit as merged on merged.id = reached.unit_id join unit as u on u.id = coalesce(merged.merged_into_id, merged.id)
        where u.id <> :unit_id order by u.id) as unit_ids,
    not exists (select {_MARKED}) and not exists (
        select from fact f where {_OWN} and f.kind in ('post.created', 'answer.created', 'comment.created', 'thanks.given')
            and {effective_fact_condition("f")}) as is_idle
"""
"""Each person who marked an answer counts once, each team once, and each week once, with what its thanks weigh; likes, shares and follows are not read.

Idle is who wrote nothing, thanked nobody, and helped nobody.
"""

PEOPLE_TO_COUNT = """
select due.person_id from (
    (select s.person_id, s.counted_at from ambassador_signals s where s.counted_at is null limit :most)
    union all
    (select s.person_id, s.counted_at from ambassador_signals s where s.counted_at <= :before order by s.counted_at limit :most)) as due
order by due.counted_at nulls first limit :most
"""
"""Whoever takes part and left detection on has a row, from the day on which they joined: the clock asks this every second."""
