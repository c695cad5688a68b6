"""The SQL of drafts: whom an audience reaches, by group, and what the last month would have scored."""

from __future__ import annotations

from app.journal.events.statements import select_events_of_facts
from app.people.statements import in_audience_condition

_REACHED = f"p.is_here and {in_audience_condition('(cast(:audience as jsonb))')}"

COUNT_REACHED_BY_REGION = f"""
select r.name, count(*) as people
from member p join region r on r.id = p.region_id where {_REACHED} group by r.name order by r.name
"""

SCORE_OF_WEEKS = f"""
with recent as materialized (
    select * from fact where occurred_at >= :since and occurred_at < :until and kind = any(:kinds)
)
select coalesce(sum(l.amount), 0)::bigint as points, count(distinct e.person_id) as people
from unnest(cast(:events as text[]), cast(:objects as text[]), cast(:amounts as bigint[])) as l (event, object, amount)
join ({select_events_of_facts("recent")}) as e on e.event = l.event and (l.object is null or l.object = e.object)
join member p on p.id = e.person_id and {_REACHED}
"""
"""What these lines (:events, :objects, :amounts) would have brought the audience between two moments, without caps, and to how many people."""
