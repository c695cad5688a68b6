"""The SQL of badges when two people are merged: one award of a badge runs, and what moves keeps its facts and its credential."""

from __future__ import annotations

from app.people.rows import MergedRows, RowRule

DOUBLE_AWARDS = """
select k.badge_id, k.id as kept_award_id, m.id as merged_award_id,
       k.revoked_at is null as kept_is_held, m.revoked_at is null as merged_is_held,
       k.is_barred as kept_is_barred, m.is_barred as merged_is_barred, m.revoked_because as merged_because
from award k join award m on m.badge_id = k.badge_id
where k.person_id = :kept and m.person_id = :merged and k.expired_at is null and m.expired_at is null
order by k.badge_id
"""

GIFTS_BETWEEN = """
select * from award
where person_id in (:kept, :merged) and given_by_id in (:kept, :merged) and revoked_at is null and expired_at is null order by id
"""

CLOSE_NAMING = """
update award k set is_named = false from award m
where k.id = :kept_award and m.id = :merged_award and not m.is_named
"""
"""Of two choices to stand under one's name on a badge's page, the no wins."""

NUMBER_AWARDS = """
with shift as (
    select m.badge_id, max(k.announcements) as number
    from award m join award k on k.badge_id = m.badge_id and k.person_id = :kept
    where m.person_id = :merged and not exists (
        select from award o where o.badge_id = m.badge_id and o.person_id = :kept and o.expired_at is null)
    group by m.badge_id
),
moved as (
    update award a set announcements = a.announcements + shift.number from shift
    where a.badge_id = shift.badge_id and a.person_id = :merged returning a.id, shift.number
),
place as (
    update status_list_place p set announcement = p.announcement + moved.number from moved where p.award_id = moved.id
),
credential as (
    update credential c set announcement = c.announcement + moved.number from moved where c.award_id = moved.id
)
update award_team t set announcements = t.announcements + moved.number from moved where t.award_id = moved.id
"""
"""Announcements of one person and badge are numbered through: those of the merged person come after the kept one's."""

MARK_PLACES = """
update status_list_place p set is_revoked = a.revoked_at is not null or a.announcements <> p.announcement
from award a where a.id = p.award_id and a.person_id = :merged
"""
"""The trigger compared the new number of an award with the old one of its place."""

NAME_FACTS = """
update fact f set source_key = named.head || ':' || named.badge_id || ':' || :kept || ':' || named.number,
    undoes = case when f.undoes is not null then 'awarded:' || named.badge_id || ':' || :kept || ':' || named.number end
from (
    select fact.id, split_part(source_key, ':', 1) as head, a.badge_id, split_part(source_key, ':', 4)::bigint
        + coalesce((select max(k.announcements) from award k where k.badge_id = a.badge_id and k.person_id = :kept), 0) as number
    from (select distinct badge_id from award where person_id = :merged) as a
    join fact on fact.actor_id = :merged and fact.kind in ('badge.awarded', 'badge.revoked', 'badge.expired')
        and split_part(source_key, ':', 2) = a.badge_id::text and split_part(source_key, ':', 3) = cast(:merged as text)
    where not exists (select from award o where o.badge_id = a.badge_id and o.person_id = :kept and o.expired_at is null)
) as named
where f.id = named.id
"""
"""The facts of awards that move are called by the kept person's id, so that they can be taken back under it."""

MERGED_ROWS = (
    MergedRows("award", rule=RowRule.LEFT, per=("badge_id",), unique_where="{0}.expired_at is null"),
    MergedRows("award", "given_by_id"),
    MergedRows("badge_giver", rule=RowRule.ONCE, per=("badge_id",)),
    MergedRows("badge_count", rule=RowRule.DROPPED),
)

FORGET_COUNTS = ("delete from badge_count where person_id = :kept",)
"""Each count is made anew from the facts of both: a key may have gone, as that of one of the two among the colleagues of the other."""
