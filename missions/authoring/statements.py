"""The SQL of the authors' list: every mission with what is known of its rule, and how many people it has."""

from __future__ import annotations

from app.people.statements import in_audience_condition

MISSIONS = """
with open_step as (
    select step.mission_id, step.path_id, path.slug, path.title, path.state = 'published' and path.opens_on_joining as is_open
    from step join path on path.id = step.path_id and path.state <> 'ended'
)
select m.id, m.slug, m.state, shown.kind, shown.title, v.published_at, v.starts_at, v.ends_at,
       coalesce(v.period, shown.period) <> 'once' as repeats, coalesce(v.counted_kinds, shown.counted_kinds) as kinds,
       exists (select 1 from mission_version d where d.mission_id = m.id and d.published_at is null) as has_draft,
       coalesce((select jsonb_agg(jsonb_build_object('slug', o.slug, 'title', o.title) order by o.path_id)
                 from open_step o where o.mission_id = m.id), '[]') as paths,
       coalesce(v.standalone, shown.standalone)
           or exists (select 1 from open_step o where o.mission_id = m.id and o.is_open) as is_open,
       (select coalesce(jsonb_agg(aimed.audience), '[]') from (
            select other.audience from mission_version other
            where other.mission_id = m.id and (other.published_at is not null or other.id = shown.id)
            union all select path.audience from step join path on path.id = step.path_id where step.mission_id = m.id
        ) as aimed) as audiences,
       array(select needed.slug from mission needed
             where needed.state = 'ended' and 'mission:' || needed.slug = any(v.among)
                 and 'mission.completed' = any(v.counted_kinds) and not exists (
                     select 1 from mission live where live.state <> 'ended' and 'mission:' || live.slug = any(v.among))
             order by needed.slug) as waits_for_ended
from mission m
join lateral (
    select newest.* from mission_version newest where newest.mission_id = m.id
    order by newest.published_at is null desc, newest.number desc limit 1) as shown on true
left join mission_version v on v.mission_id = m.id
    and case when cast(:as_drafted as boolean) then v.id = shown.id else v.is_current end
where (cast(:slug as text) is null or m.slug = :slug)
    and (cast(:state as text) is null or m.state = :state)
    and (cast(:words as text) is null or m.slug ilike :words or shown.title ->> 'fr' ilike :words or shown.title ->> 'en' ilike :words)
order by m.state = 'ended', lower(shown.title ->> 'fr'), m.slug
"""
"""One mission (:slug), or those in a state (:state) whose name or title holds some words (:words, a pattern); all when null.

The rule is judged as its version in force, or as the newest, drafts included, when :as_drafted. `audiences` are those of
its versions, of the drafted one if it is shown, and of its paths: whom its counts may be about.
"""

PEOPLE_OF_MISSIONS = """
select mission_id, count(distinct person_id) as enrolled,
       count(distinct person_id) filter (where period_on is not null) as advanced,
       count(distinct person_id) filter (where completed_at is not null) as completed,
       count(distinct person_id) filter (where completed_at >= :lately) as completed_lately
from enrolment group by mission_id
"""
"""How many people were enrolled in each mission, went on, and completed it, ever and since :lately, which begins the last weeks."""

PREVIEW_REQUESTS = f"""
    select p.id, p.id as person_id, p.region_id, p.time_zone,
           cast(:kinds as text[]) as kinds, cast(:counted_by as text) as counted_by, cast(:among as text[]) as among,
           cast(:communities as text[]) as communities, cast(:wanted as bigint) as wanted, cast(:times as bigint) as times,
           cast(:period as text) as period, cast(:counts_from as timestamptz) as counts_from,
           cast(:counts_until as timestamptz) as counts_until
    from (select cast(:audience as jsonb) as audience) as requested
    cross join member p
    where p.takes_part and {in_audience_condition("requested.audience")}
"""
"""Every person of an audience, as requests for the counter of the journal."""
