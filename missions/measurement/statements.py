"""The SQL that stores measured progress, and what a rule last counted and received."""

from __future__ import annotations

from sqlalchemy import text

from app.journal.events.statements import select_events_of_facts

STORE_PROGRESS = text(
    """
    update enrolment e
    set done = new.done, times_done = new.times_done, period_on = new.period_on, completed_at = new.completed_at
    from jsonb_to_recordset(cast(:rows as jsonb)) as new (
        id bigint, done bigint, times_done bigint, period_on date, completed_at timestamptz)
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

RECORD_RECEIVED_KINDS = text(
    """
    insert into last_heard (kind, heard_on)
    select f.kind, max(f.recorded_at)::date from fact f where f.id = any(:facts)
    group by f.kind
    having not exists (
        select 1 from last_heard earlier where earlier.kind = f.kind and earlier.heard_on >= max(f.recorded_at)::date)
    order by f.kind
    on conflict (kind) do update set heard_on = greatest(last_heard.heard_on, excluded.heard_on)
    """
)

RECORD_MATCHES = text(
    f"""
insert into last_match (version_id, matched_at)
select e.version_id, max(f.occurred_at)
from enrolment e
join mission_version v on v.id = e.version_id
join ({select_events_of_facts("(select * from fact where id = any(:facts))")}) as f
    on f.person_id = e.person_id and f.event = any(v.counted_kinds)
    and f.occurred_at >= e.counts_from and (e.counts_until is null or f.occurred_at < e.counts_until)
where e.id = any(:ids)
group by e.version_id order by e.version_id
on conflict (version_id) do update set matched_at = excluded.matched_at
where last_match.matched_at < excluded.matched_at
"""
)
"""The latest moment at which one of the facts counted for the version of one of the enrolments."""
