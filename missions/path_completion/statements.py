"""The SQL of completed paths: which to judge, and what is true of them now."""

from __future__ import annotations

from sqlalchemy import text

from app.people.statements import in_audience_condition

_FIRST_COMPLETION = """
    select min(completion.completed_at) as at from enrolment own join completion on completion.enrolment_id = own.id
    where own.person_id = {person} and own.mission_id = {mission}
"""

TOUCHED_PATHS = text(
    """
    select e.person_id, step.path_id from enrolment e join step on step.mission_id = e.mission_id where e.id = any(:ids)
    union
    select e.person_id, kept.path_id from enrolment e
    join path_completion kept on kept.person_id = e.person_id and e.mission_id = any(kept.mission_ids) where e.id = any(:ids)
    """
)
"""The pairs of a person and a path that a change of these enrolments may move: also of a path that lost the mission since."""

BEGUN_PATHS = text(
    """
    select p.id as person_id, path.id as path_id
    from member p join path on path.state = 'published' and (cast(:path_id as bigint) is null or path.id = :path_id)
    where p.id = any(:people) and p.takes_part and exists (
        select from enrolment e join step on step.mission_id = e.mission_id and step.path_id = path.id
        where e.person_id = p.id and e.completed_at is not null)
    """
)
"""The pairs of these people and a published path, or all, of which they completed a mission."""

ENSURE_ROWS = text(
    """
    insert into path_completion (person_id, path_id)
    select pair.person_id, pair.path_id
    from unnest(cast(:people as bigint[]), cast(:paths as bigint[])) as pair (person_id, path_id)
    join path on path.id = pair.path_id and path.state = 'published'
    order by pair.person_id, pair.path_id
    on conflict do nothing
    """
)

LOCK_ROWS = text(
    """
    select 1 from unnest(cast(:people as bigint[]), cast(:paths as bigint[])) as pair (person_id, path_id)
    join path_completion kept on kept.person_id = pair.person_id and kept.path_id = pair.path_id
    order by kept.person_id, kept.path_id for update of kept
    """
)

MOVED_COMPLETIONS = text(
    f"""
    select kept.person_id, kept.path_id, path.slug, path.title, kept.announcements, kept.completed_at as was_at,
           coalesce(kept_now.completed_at, new.completed_at) as now_at,
           case when new.completed_at is null then kept.mission_ids else new.mission_ids end as mission_ids
    from unnest(cast(:people as bigint[]), cast(:paths as bigint[])) as pair (person_id, path_id)
    join path_completion kept on kept.person_id = pair.person_id and kept.path_id = pair.path_id
    join path on path.id = kept.path_id
    left join lateral (
        select max(done.at) as completed_at from unnest(kept.mission_ids) as needed (id)
        cross join lateral ({_FIRST_COMPLETION.format(person="kept.person_id", mission="needed.id")}) as done
        having bool_and(done.at is not null)
    ) as kept_now on true
    left join lateral (
        select max(done.at) as completed_at, array_agg(m.id order by step.place) as mission_ids
        from member p
        join step on step.path_id = path.id
        join mission m on m.id = step.mission_id
        cross join lateral ({_FIRST_COMPLETION.format(person="kept.person_id", mission="m.id")}) as done
        where p.id = kept.person_id and (m.state <> 'ended' or done.at is not null)
            and path.state = 'published' and {in_audience_condition("path.audience")}
        having bool_and(done.at is not null)
    ) as new on kept_now.completed_at is null
    where kept.completed_at is distinct from coalesce(kept_now.completed_at, new.completed_at)
    order by kept.person_id, kept.path_id
    """
)
"""What moved among these pairs. A path is completed by the missions that an earlier completion rested on, or else by those that it
has now; an ended mission that the person lacks is not asked of them. A repeated mission counts by its first completion."""

STORE_COMPLETIONS = text(
    """
    update path_completion kept
    set completed_at = new.now_at, mission_ids = new.mission_ids, announcements = new.announcements
    from jsonb_to_recordset(cast(:rows as jsonb)) as new (
        person_id bigint, path_id bigint, now_at timestamptz, mission_ids bigint[], announcements bigint)
    where kept.person_id = new.person_id and kept.path_id = new.path_id
    """
)
