"""The SQL that stores measured progress, and what a rule last counted and received."""

from __future__ import annotations

from sqlalchemy import text

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
