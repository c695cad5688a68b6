"""The SQL of the home page and the digest: the missions that opened lately and wait."""

from __future__ import annotations

OPENED = """
select e.person_id, m.slug, e.opens_at, jsonb_build_object('title', v.title, 'minutes', v.minutes, 'why', v.why) as params
from enrolment e
join mission m on m.id = e.mission_id and m.state = 'published'
join mission_version v on v.mission_id = m.id and v.is_current
where e.person_id = any(:people) and e.opens_at > :since and e.opens_at <= :now
    and e.completed_at is null and e.skipped_at is null and (e.later_until is null or e.later_until <= :now)
    and (e.counts_until is null or e.counts_until > :now)
order by e.person_id, e.opens_at desc, m.id
"""
"""The missions that opened to the people :people between :since and :now, and wait."""
