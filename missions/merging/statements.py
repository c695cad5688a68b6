"""The SQL of missions and paths when two people are merged: a mission stays once, and so does a path."""

from __future__ import annotations

from app.people.rows import MergedRows, RowRule

DOUBLE_ENROLMENTS = """
select case when is_kept_first then k_id else m_id end as id, case when is_kept_first then m_id else k_id end as other_id
from (
    select k.id as k_id, m.id as m_id, (coalesce(k.completed_at, 'infinity'), k.counts_from, k.opened_at)
        <= (coalesce(m.completed_at, 'infinity'), m.counts_from, m.opened_at) as is_kept_first
    from enrolment k join enrolment m on m.mission_id = k.mission_id
    where k.person_id = :kept and m.person_id = :merged
) as both_sides
order by 1
"""
"""Of each mission that both began, the enrolment that stays (whoever completed it first, else began first), and the other."""

JOIN_WINDOWS = """
update enrolment e set
    opened_at = least(e.opened_at, other.opened_at), opens_at = least(e.opens_at, other.opens_at),
    counts_from = least(e.counts_from, other.counts_from),
    counts_until = case when num_nulls(e.counts_until, other.counts_until) > 0 then null else greatest(e.counts_until, other.counts_until) end,
    skipped_at = coalesce(e.skipped_at, other.skipped_at), later_until = greatest(e.later_until, other.later_until)
from unnest(cast(:ids as bigint[]), cast(:others as bigint[])) as double (id, other_id)
join enrolment other on other.id = double.other_id
where e.id = double.id
"""
"""The window that stays begins with the first of both and ends with the last; what one of them put aside stays aside."""

STANDING_COMPLETIONS = """
select e.id, e.person_id, m.slug, c.period_on, c.number, c.completed_at, c.tellings as announcements
from completion c join enrolment e on e.id = c.enrolment_id join mission m on m.id = e.mission_id
where e.id = any(cast(:others as bigint[])) and c.completed_at is not null
order by e.id, c.period_on, c.number
"""

DELETE_ENROLMENTS = "delete from enrolment where id = any(cast(:others as bigint[]))"

FORGET_COUNTS = ("update enrolment set counted_as = null where person_id in (:kept, :merged)",)
"""Each count is made anew from the facts of both: a key may have gone, as that of one of the two among the colleagues of the other."""

SETTLE_EVIDENCE = (
    """
    update evidence m set state = 'withdrawn', decided_at = now(), taken_until = null, taken_by = null
    where m.person_id = :merged and m.state in ('waiting', 'taken', 'asked') and exists (
        select from evidence k where k.person_id = :kept and k.mission_id = m.mission_id and k.state in ('waiting', 'taken', 'asked'))
    """,
    """
    update evidence set state = case when state = 'taken' then 'waiting' else state end, taken_by = null, taken_until = null
    where person_id in (:kept, :merged) and taken_by in (:kept, :merged)
    """,
)
"""One piece of evidence is under way for a mission, and nobody reviews their own."""

TAKE_PATHS = (
    """
    delete from path_completion k using path_completion m
    where k.person_id = :kept and m.person_id = :merged and k.path_id = m.path_id and k.announcements = 0
    """,
    """
    update fact f set source_key = renamed.head || ':' || renamed.path_id || ':' || :kept || ':' || renamed.number,
        undoes = case when f.undoes is not null then 'path-completed:' || renamed.path_id || ':' || :kept || ':' || renamed.number end
    from (
        select fact.id, split_part(source_key, ':', 1) as head, m.path_id, split_part(source_key, ':', 4) as number
        from path_completion m join fact on fact.actor_id = :merged and fact.kind in ('path.completed', 'path.reopened')
            and split_part(source_key, ':', 2) = m.path_id::text and split_part(source_key, ':', 3) = cast(:merged as text)
        where m.person_id = :merged
            and not exists (select from path_completion k where k.person_id = :kept and k.path_id = m.path_id)
    ) as renamed
    where f.id = renamed.id
    """,
)
"""A path that the kept person never completed keeps what the merged one's completion rested on; its facts are called by the kept person's id, so that it can be taken back."""

LOSING_PATHS = """
select m.path_id, path.slug, path.title, m.announcements, m.completed_at, m.mission_ids
from path_completion m join path on path.id = m.path_id join path_completion k on k.path_id = m.path_id and k.person_id = :kept
where m.person_id = :merged and m.completed_at is not null
order by m.path_id
"""
"""What both completed: the merged person's is taken back."""

MERGED_ROWS = (
    MergedRows("enrolment"),
    MergedRows("path_completion", rule=RowRule.ONCE, per=("path_id",)),
    MergedRows("evidence"),
    MergedRows("evidence", "taken_by"),
    MergedRows("meeting_code", rule=RowRule.DROPPED),
)
