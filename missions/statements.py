"""The SQL of enrolment: who is invited to what, since when, until when; safe to say again at any time."""

from __future__ import annotations

from sqlalchemy import TextClause, text

from app.people.statements import in_audience_condition, local_days_after_expression

LOCK_ENROLMENTS_FOR_CHANGED_PEOPLE = text("select pg_advisory_xact_lock(hashtext('missions.enrolments'))")
LOCK_ENROLMENTS_FOR_NEW_MISSIONS = text("select pg_advisory_xact_lock_shared(hashtext('missions.enrolments'))")
"""Whoever changes while a mission is published is looked at after the publication: two that do not see each other would both miss them."""

JUDGE_PATHS_OF_MISSION = text(
    "update path set past_position = 0 where id in (select path_id from step where mission_id = :mission_id)"
)
"""Let the clock judge the paths that hold a mission: without it, somebody may have completed them."""


def _select_invited(mission: str) -> str:
    """Each published mission of this condition with its audience, once alone and once for each path that it opens on."""
    return f"""
    select v.id as version_id, v.mission_id, v.audience, v.starts_at, v.ends_at, v.within_days,
           step.opens_after_days, path.audience as path_audience
    from path
    join step on step.path_id = path.id
    join mission m on m.id = step.mission_id and m.state = 'published'
    join mission_version v on v.mission_id = m.id and v.is_current
    where path.opens_on_joining and path.state = 'published' and {mission}
    union all
    select v.id, v.mission_id, v.audience, v.starts_at, v.ends_at, v.within_days, 0, '{{}}'::jsonb
    from mission m
    join mission_version v on v.mission_id = m.id and v.is_current
    where v.standalone and m.state = 'published' and {mission}
    """


def _build_enrolment_statement(person: str, mission: str) -> TextClause:
    """The statement for the people and the missions of these conditions."""
    return text(
        f"""
with invited as ({_select_invited(mission)}),
reached as (
    select p.id as person_id, i.*, p.arrived_on::timestamp at time zone p.time_zone as arrived_at, p.time_zone,
           (p.arrived_on + i.opens_after_days::int)::timestamp at time zone p.time_zone as step_opens_at,
           date_trunc('day', p.joined_at at time zone p.time_zone) at time zone p.time_zone as joined_on
    from member p
    cross join invited i
    where p.takes_part and {person}
        and {in_audience_condition("i.audience")} and {in_audience_condition("i.path_audience")}
        and not exists (select 1 from enrolment e where e.person_id = p.id and e.mission_id = i.mission_id)
),
started as (
    select r.*, greatest(arrived_at, joined_on) as began_at,
           greatest(step_opens_at, joined_on, starts_at) as opens_at
    from reached r
)
insert into enrolment (person_id, mission_id, version_id, opened_at, opens_at, counts_from, counts_until)
select distinct on (person_id, mission_id) person_id, mission_id, version_id, :now, opens_at,
       greatest(began_at, starts_at), least({local_days_after_expression("opens_at", "within_days", "time_zone")}, ends_at)
from started
order by person_id, mission_id, opens_at
on conflict do nothing
returning id
"""
    )


ENROL_PEOPLE = _build_enrolment_statement("p.id = any(:people)", "true")
ENROL_EVERYBODY = _build_enrolment_statement("true", "(cast(:missions as bigint[]) is null or m.id = any(:missions))")
"""Enrol the people (:people, or everybody) in the missions (all, or :missions) that reach them and that they have not met.

What counts starts with the day of arrival, or of joining when that is later, where the person works. A step opens so
many days after arrival, at once for who arrived before; its window runs from there, in days where the person works, which a
change of the clocks makes longer or shorter. A mission on two paths opens once.
"""

MOVE_TO_NEW_VERSION = text(
    f"""
update enrolment e set version_id = :version_id,
    counts_until = least(v.ends_at, {local_days_after_expression("e.opens_at", "v.within_days", "p.time_zone")}
            + (select coalesce(sum(x.added_for), interval '0') from extension x where x.enrolment_id = e.id and x.cause not like 'crisis:%'))
        + (select coalesce(sum(x.added_for), interval '0') from extension x where x.enrolment_id = e.id and x.cause like 'crisis:%')
from mission_version v, member p
where v.id = :version_id and e.mission_id = v.mission_id and e.version_id <> v.id and p.id = e.person_id
    and not exists (select 1 from completion c where c.enrolment_id = e.id and c.completed_at is not null)
returning e.id
"""
)
"""Those who completed nothing yet go over to the new version; what was earned under another stays with it."""

CONTINUE_IN_NEXT_PERIOD = text(
    """
with turning as (
    select distinct on (e.person_id) e.id, e.person_id, new.id as version_id, new.period, new.ends_at,
           (date_trunc(turn.period, cast(:now as timestamptz) at time zone p.time_zone)
            + ('1 ' || turn.period)::interval) at time zone p.time_zone as turns_at
    from enrolment e
    join mission_version old on old.id = e.version_id
    join mission_version new on new.id = :version_id and new.mission_id = e.mission_id and new.id <> e.version_id
    cross join lateral (select case old.period when 'once' then new.period else old.period end as period) as turn
    join member p on p.id = e.person_id
    where turn.period <> 'once' and (e.counts_until is null or e.counts_until > :now)
    order by e.person_id, e.counts_from desc
),
closed as (
    update enrolment e set counts_until = least(e.counts_until, t.turns_at) from turning t where e.id = t.id returning e.id
)
insert into enrolment (person_id, mission_id, version_id, opened_at, opens_at, counts_from, counts_until)
select person_id, :mission_id, version_id, :now, turns_at, turns_at, ends_at
from turning
where period <> 'once'
order by person_id
on conflict do nothing
returning id
"""
)
"""Those who completed it go on under the new version when their next period begins, where one of the two repeats.

So a cap is never had twice, and what is now done once is not asked again of who did it.
"""

EXTEND_AFTER_PAUSES = text(
    """
with interruption as (
    select f.source_key as cause, f.actor_id, f.kind = 'crisis.ended' as is_crisis, (f.body ->> 'site_id')::bigint as site_id,
           (f.body ->> 'from')::timestamptz as from_at, (f.body ->> 'until')::timestamptz as until_at
    from fact f where f.id = any(:batch) and f.kind in ('person.resumed', 'crisis.ended')
),
extended as materialized (
    select e.id, p.cause, p.is_crisis, p.until_at - greatest(p.from_at, e.opens_at) as lasted_for,
           v.ends_at - e.counts_until + coalesce((select sum(x.added_for) from extension x
               where x.enrolment_id = e.id and x.cause like 'crisis:%'), interval '0') as room
    from interruption p
    join enrolment e on e.counts_until > p.from_at and e.opens_at < p.until_at
        and (p.is_crisis or e.person_id = p.actor_id)
    join person pe on pe.id = e.person_id and (p.site_id is null or pe.site_id = p.site_id)
    join mission_version v on v.id = e.version_id and (p.is_crisis or v.within_days is not null)
    order by e.id for update of e
),
added as (
    insert into extension (enrolment_id, cause, added_for)
    select id, cause, case when is_crisis then lasted_for else least(lasted_for, room) end from extended
    where is_crisis or room is null or room > interval '0'
    on conflict do nothing returning enrolment_id, added_for
)
update enrolment e set counts_until = e.counts_until + more.added_for
from (select enrolment_id, sum(added_for) as added_for from added group by enrolment_id) as more
where e.id = more.enrolment_id
returning e.id
"""
)
"""Gives the time of a pause back. That of one person never goes past the end that the calendar sets for everybody; a crisis moves that too."""

CLOSE_WINDOWS = text(
    """
update enrolment set counts_until = :now
where mission_id = :mission_id and (counts_until is null or counts_until > :now)
returning id
"""
)
