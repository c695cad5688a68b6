"""The SQL of joining and leaving."""

from __future__ import annotations

from app.people.statements import in_audience_condition

CANDIDATE = f"""
select p.id, p.unit_id, p.site_id,
       case cast(:sort as text) when 'unit' then u.slug when 'site' then s.slug when 'region' then r.slug end as group_key,
       p.takes_part, {in_audience_condition("(cast(:audience as jsonb))")} as is_in_audience
from member p join unit u on u.id = p.unit_id join site s on s.id = p.site_id join region r on r.id = s.region_id
where p.id = :person_id
"""

REMOVE_LEAVERS = """
delete from contest_participant p using fact f, member m
where f.id = any(:batch) and f.kind in ('person.departed', 'person.left_game') and m.id = f.actor_id and p.person_id = m.id
    and (p.joined_at <= f.occurred_at or not m.takes_part)
"""
"""Who left the company or the game leaves every contest; whoever came back and joined since stays."""
