"""The SQL of the home page and the digest: the missions that opened lately and wait."""

from __future__ import annotations

PERSON = """
select c.joined_at, coalesce(c.on_boards, false) as on_boards, exists (select from pause_at(p.id, :now)) as is_paused
from person p left join choices c on c.person_id = p.id where p.id = :person_id
"""

OPENED = """
select e.person_id, m.slug, opening.shown_at, jsonb_build_object('title', v.title, 'minutes', v.minutes, 'why', v.why) as params
from enrolment e
join mission m on m.id = e.mission_id and m.state = 'published'
join mission_version v on v.mission_id = m.id and v.is_current
cross join lateral (select greatest(e.opened_at, e.opens_at, e.later_until) as shown_at) opening
where e.person_id = any(:people) and opening.shown_at > :since and opening.shown_at <= :now
    and e.completed_at is null and e.skipped_at is null
    and (e.counts_until is null or e.counts_until > :now)
order by e.person_id, opening.shown_at desc, m.id
"""
"""The missions that opened to the people :people between :since and :now, and wait; one that was postponed opens when it comes back."""
