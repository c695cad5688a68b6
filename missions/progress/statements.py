"""The SQL of the mission pages: paths and missions as one person sees them, in one statement."""

from __future__ import annotations

from app.people.statements import in_audience_condition

_PERSON_MISSION = f"""
    m.slug, v.kind, v.title, v.why, v.who_sees, v.minutes, v.points, v.link, v.rehearsal,
    worked.times, worked.period,
    attainable_count(p.id, worked.wanted, worked.counted_kinds, worked.among) as wanted,
    coalesce(e.done, 0) as stored_done, coalesce(e.times_done, 0) as times_done, e.period_on, e.opens_at,
    case when p.takes_part then e.counts_from end as counts_from,
    e.counts_until, e.completed_at, e.later_until, e.skipped_at,
    m.state = 'paused' as is_paused, m.state = 'ended' as is_ended, p.time_zone
from mission m
join mission_version v on v.mission_id = m.id and v.is_current
cross join member p
left join lateral (
    select mine.* from enrolment mine where mine.person_id = p.id and mine.mission_id = m.id
    order by mine.counts_from <= :now desc, mine.counts_from desc limit 1) as e on true
left join mission_version worked on worked.id = coalesce(e.version_id, v.id)
where p.id = :person_id
    and (e.id is not null or m.state = 'published' and {in_audience_condition("v.audience")})
"""

_WAITING = f"""
before as materialized (
    select need.path_id, need.mission_id, need.needs_id, title.title, step.place,
           not coalesce(met_now.is_completed, false) and (needed.state = 'ended' or coalesce(met_now.is_over,
               not ({in_audience_condition("title.audience")}))) as is_impossible,
           coalesce(met_now.is_completed, false) as is_completed
    from prerequisite need
    join path on path.id = need.path_id and path.state = 'published'
    join step on step.path_id = need.path_id and step.mission_id = need.needs_id
    join mission needed on needed.id = need.needs_id
    join mission_version title on title.mission_id = need.needs_id and title.is_current
    join member p on p.id = :person_id
    left join lateral (
        select bool_or(met.completed_at is not null) as is_completed, bool_and(coalesce(met.counts_until <= :now, false)) as is_over
        from enrolment met where met.person_id = :person_id and met.mission_id = need.needs_id
    ) as met_now on true
),
waiting as (
    select path_id, mission_id, needs_id, title, place, is_impossible from before where not is_completed
    union
    select waiting.path_id, waiting.mission_id, earlier.needs_id, earlier.title, earlier.place, earlier.is_impossible
    from waiting
    join before earlier on earlier.path_id = waiting.path_id and earlier.mission_id = waiting.needs_id
    where waiting.is_impossible and not earlier.is_completed
)
"""
_STEP_ROWS = f"""
select path.id as path_id, path.opens_on_joining, path.slug as path_slug, path.title as path_title, path.why as path_why, path.objective as path_objective, path.sponsor, step.place,
       (select coalesce(jsonb_agg(waiting.title order by waiting.place), '[]') from waiting
            where waiting.path_id = path.id and waiting.mission_id = person_mission.id and not waiting.is_impossible) as waits_for,
       person_mission.*
from person_mission
join step on step.mission_id = person_mission.id
join path on path.id = step.path_id and path.state = 'published'
join member p on p.id = :person_id
where {in_audience_condition("path.audience")}
union all
select null, false, null, null, null, null, null, 0, '[]', person_mission.* from person_mission
where person_mission.standalone or not exists (
    select 1 from step join path on path.id = step.path_id and path.state = 'published' where step.mission_id = person_mission.id)
    and person_mission.counts_from is not null
"""
STEPS = f"""
with recursive person_mission as materialized (select m.id, v.standalone, {_PERSON_MISSION}),
{_WAITING}
select * from ({_STEP_ROWS}) as step
order by path_id is null, opens_on_joining desc, path_id, place, slug
"""
"""Every mission on every path that reaches the person :person_id at :now, then those on no path, which have no path_slug.

It waits for those before it that the person can still complete: not for one that ended, whose time is over for them, or that
is for others. In the place of such a one it waits for those that come before that one.
"""

MISSION = f"""
with recursive person_mission as materialized (select m.id, v.standalone, {_PERSON_MISSION} and m.slug = :slug),
{_WAITING}
select coalesce((select waits_for from ({_STEP_ROWS}) as step
           order by jsonb_array_length(waits_for), path_id is null, opens_on_joining desc, path_id, place limit 1), '[]') as waits_for,
       person_mission.*
from person_mission
"""
"""The mission :slug alone. It waits only for what it waits for on every one of its paths: open on one path, it is open."""
