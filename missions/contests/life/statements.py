"""The SQL of what is due in the lives of contests, and of the crises that hold them up and move them on."""

from __future__ import annotations

from app.people.statements import in_audience_condition

_CONCERNED = """(x.site_id is null or c.terms #> '{audience,sites}' = jsonb_build_array((select s.slug from site s where s.id = x.site_id)))"""
"""A crisis for everyone concerns every contest, one for a site the contests of that site alone."""

_UNDER_WAY = f"x.starts_at <= :now and :now < x.over_at and {_CONCERNED}"

_NOT_APPLIED = f"""c.state in ('published', 'open') and x.over_at <= :now and x.starts_at < x.over_at
    and x.starts_at < c.closes_at and c.opens_at < x.over_at and {_CONCERNED}
    and not exists (select from contest_shift s where s.contest_id = c.id and s.crisis_id = x.id)"""

DUE_CONTESTS = f"""
select c.id from contest c
where c.state = :state and c.due_at <= :now
    and not exists (select from crisis x where {_UNDER_WAY})
    and not exists (select from contest_objection o where o.contest_id = c.id and o.answered_at is null)
order by c.due_at, c.id
"""

IN_CRISIS = f"select exists (select from contest c join crisis x on {_UNDER_WAY} where c.id = :contest_id)"

CONTESTS_TO_SHIFT = f"select distinct c.id from contest c join crisis x on {_NOT_APPLIED} order by c.id"

CRISES_TO_APPLY = f"""
select x.* from contest c join crisis x on {_NOT_APPLIED} where c.id = :contest_id order by x.starts_at, x.id
"""

PEOPLE_IN_AUDIENCE = f"""
select count(*) from member p where p.is_here and {in_audience_condition("(cast(:audience as jsonb))")}
"""
