"""The SQL that stores measured progress, and what a rule last counted and received."""

from __future__ import annotations

from sqlalchemy import text

from app.people.statements import in_audience_condition

STORE_PROGRESS = text(
    """
    update enrolment e
    set done = new.done, times_done = new.times_done, period_on = new.period_on, completed_at = new.completed_at,
        counted_as = new.counted_as, last_counted_at = new.last_counted_at, counted_keys = new.counted_keys
    from jsonb_to_recordset(cast(:rows as jsonb)) as new (
        id bigint, done bigint, times_done bigint, period_on date, completed_at timestamptz,
        counted_as bigint, last_counted_at timestamptz, counted_keys text[])
    where e.id = new.id
    """
)

STORE_COMPLETIONS = text(
    """
    insert into completion (enrolment_id, period_on, number, completed_at, tellings)
    select id, completion_on, number, now_at, announcements from jsonb_to_recordset(cast(:rows as jsonb)) as new (
        id bigint, completion_on date, number bigint, now_at timestamptz, announcements bigint)
    order by id, completion_on, number
    on conflict (enrolment_id, period_on, number) do update
    set completed_at = excluded.completed_at, tellings = excluded.tellings
    """
)

COMPLETED_PATHS = text(
    f"""
    select p.id as person_id, path.slug, path.title, max(done.completed_at) as completed_at
    from enrolment e
    join member p on p.id = e.person_id
    join step just on just.mission_id = e.mission_id
    join path on path.id = just.path_id and path.state = 'published' and {in_audience_condition("path.audience")}
    join step on step.path_id = path.id
    join mission m on m.id = step.mission_id
    left join lateral (
        select min(own.completed_at) as completed_at from enrolment own
        where own.person_id = p.id and own.mission_id = m.id and own.completed_at is not null
    ) as done on true
    where e.id = any(:ids) and (m.state <> 'ended' or done.completed_at is not null)
    group by p.id, path.id
    having bool_and(done.completed_at is not null)
    order by p.id, path.id
    """
)
"""The paths that the people of these enrolments have completed; an ended mission that they lack is not asked of them."""
