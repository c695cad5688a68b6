"""The SQL of contests when two people are merged: one entry in each contest, and what is frozen stays as it is."""

from __future__ import annotations

from app.people.rows import MergedRows, RowRule

TAKE_PARTICIPATIONS = (
    """
    update contest_participant k set is_named = k.is_named and m.is_named, joined_at = least(k.joined_at, m.joined_at)
    from contest_participant m where k.person_id = :kept and m.person_id = :merged and m.contest_id = k.contest_id
    """,
    """
    delete from contest_participant m where m.person_id = :merged
        and exists (select from contest_participant k where k.person_id = :kept and k.contest_id = m.contest_id)
    """,
    """
    insert into contest_participant (contest_id, person_id, group_key, unit_id, site_id, is_named, joined_at)
    select contest_id, :kept, group_key, unit_id, site_id, is_named, joined_at from contest_participant where person_id = :merged
    """,
    "update contest_standing set person_id = :kept where person_id = :merged",
    "update contest_count set person_id = :kept where person_id = :merged",
    "delete from contest_participant where person_id = :merged",
)
"""Whoever took part with both accounts takes part once: the reader counts what both did. Standings refer to participants, so these come first."""

SETTLE_CONTESTS = (
    """
    update contest_entry m set person_id = null where m.person_id = :merged
        and exists (select from contest_entry k where k.person_id = :kept and k.contest_id = m.contest_id)
    """,
    """
    update contest_objection k set words = k.words || chr(10) || chr(10) || m.words from contest_objection m
    where k.person_id = :kept and m.person_id = :merged and m.contest_id = k.contest_id
        and k.answered_at is null and m.answered_at is null
    """,
    """
    delete from contest_objection m where m.person_id = :merged and m.answered_at is null and exists (
        select from contest_objection k where k.person_id = :kept and k.contest_id = m.contest_id and k.answered_at is null)
    """,
    """
    delete from contest_idea_adoption a using contest_idea i
    where i.id = a.idea_id and i.author_id in (:kept, :merged) and a.person_id in (:kept, :merged)
    """,
    """
    delete from contest_jury_sheet s using contest_idea i
    where i.id = s.idea_id and i.author_id in (:kept, :merged) and s.juror_id in (:kept, :merged)
    """,
)
"""Of two frozen entries, the second one stays in the result without a person; nobody takes up or judges their own idea."""

MERGED_ROWS = (
    MergedRows("contest_participant", rule=RowRule.OWN),
    MergedRows("contest_standing", rule=RowRule.OWN),
    MergedRows("contest_count", rule=RowRule.OWN),
    MergedRows("contest_entry"),
    MergedRows("contest_idea", "author_id"),
    MergedRows("contest_idea_adoption", rule=RowRule.ONCE, per=("idea_id",)),
    MergedRows("contest_jury_sheet", "juror_id", RowRule.ONCE, per=("idea_id",)),
    MergedRows("contest_objection"),
    MergedRows("contest_objection", "answered_by_id"),
    MergedRows("contest_alternate"),
    MergedRows("contest_prize_stock_change", "changed_by_id"),
    MergedRows("contest_result", "requested_by_id"),
    MergedRows("contest_win"),
    MergedRows("contest_win", "handed_over_by_id"),
    MergedRows("prize_export", "exported_by_id"),
    MergedRows("prize_hand_over"),
)
"""A prize is one person's: what both won counts together under the ceilings of a year."""
