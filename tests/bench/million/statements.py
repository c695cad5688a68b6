"""The SQL of what hangs on the facts of a large company: enrolments, completions, awards, ledger lines, totals."""

from __future__ import annotations

ENROLMENTS = """
insert into enrolment (person_id, mission_id, version_id, opened_at, opens_at, counts_from)
select c.person_id, m.id, v.id, began.at, began.at, began.at
from choices c
cross join mission m
join mission_version v on v.mission_id = m.id and v.is_current
cross join lateral (select case when m.slug = %(past)s then c.joined_at - interval '30 days' else now() - interval '1 hour' end as at) as began
where c.person_id between %(first)s and %(last)s
order by c.person_id, m.id
"""
"""Everybody, in every mission: the one of the past counts since they arrived, the programme's since an hour ago."""

_COMPLETE_THE_PAST = """
update enrolment e set done = 1, times_done = 1, period_on = '0001-01-01', completed_at = posted.at
from (select actor_id, min(occurred_at) as at from fact where kind = 'post.created' group by actor_id) as posted
where e.person_id = posted.actor_id and e.mission_id = (select id from mission where slug = %(past)s)
"""

_COMPLETIONS = """
insert into completion (enrolment_id, period_on, number, completed_at, tellings)
select id, period_on, 1, completed_at, 1 from enrolment where completed_at is not null
"""

_AWARDS = """
insert into award (badge_id, person_id, awarded_at, criterion_version)
select b.id, e.person_id, e.completed_at, 1
from enrolment e cross join badge b where e.completed_at is not null and b.slug = %(past)s
"""

OF_THE_PAST = (_COMPLETE_THE_PAST, _COMPLETIONS, _AWARDS)
"""Who posted completed the mission of the past, and has its badge."""

INDEXES = """
select i.relname, pg_get_indexdef(x.indexrelid), exists (select from pg_constraint c where c.conindid = x.indexrelid and c.contype = 'u')
from pg_index x join pg_class i on i.oid = x.indexrelid
where x.indrelid = %s::text::regclass and not x.indisprimary
order by pg_get_indexdef(x.indexrelid)
"""
"""Those of a table beside its key: their names, their definitions, and whether each stands for a constraint."""
