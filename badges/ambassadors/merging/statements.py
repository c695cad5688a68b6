"""The SQL of the ambassador programme when two people are merged: one candidacy, one term, and nobody speaks for themselves."""

from __future__ import annotations

from app.people.rows import MergedRows, RowRule

SETTLE_PROGRAMME = (
    "delete from nomination where nominee_id in (:kept, :merged) and nominator_id in (:kept, :merged)",
    """
    update candidacy set approver_id = null, state = case when state = 'sheet' then 'accepted' else state end
    where person_id in (:kept, :merged) and approver_id in (:kept, :merged)
    """,
    """
    update ambassador_removal set confirmed_by_id = null
    where confirmed_by_id in (:kept, :merged) and proposed_by_id in (:kept, :merged)
    """,
    """
    update ambassador_removal set decided_by_id = null
    where decided_by_id in (:kept, :merged) and (proposed_by_id in (:kept, :merged) or confirmed_by_id in (:kept, :merged))
    """,
    """
    update question_turn set state = case when state = 'taken' then 'waiting' else state end, taken_by = null, taken_until = null
    where asker_id in (:kept, :merged) and taken_by in (:kept, :merged)
    """,
    """
    update ambassador_publicity k set shows_name = k.shows_name and m.shows_name from ambassador_publicity m
    where k.person_id = :kept and m.person_id = :merged
    """,
    """
    update ambassador_signals k set counted_at = null, level = case when 'animator' in (k.level, m.level) then 'animator'
        else coalesce(k.level, m.level) end
    from ambassador_signals m where k.person_id = :kept and m.person_id = :merged
    """,
    """
    delete from ambassador_signals where person_id in (:kept, :merged)
        and exists (select from signal_refusal r where r.person_id in (:kept, :merged))
    """,
)
"""An approval by oneself is asked again, and what one person did as two of HR stays with the first; signals are counted anew, or not at all."""

MERGED_ROWS = (
    MergedRows("nomination", "nominee_id", RowRule.ONCE, per=("nominator_id",)),
    MergedRows("nomination", "nominator_id", RowRule.ONCE, per=("nominee_id",)),
    MergedRows("candidacy"),
    MergedRows("candidacy", "approver_id"),
    MergedRows("ambassador_publicity", rule=RowRule.ONCE),
    MergedRows("ambassador_photo", rule=RowRule.ONCE),
    MergedRows("ambassador_signals", rule=RowRule.ONCE),
    MergedRows("signal_refusal", rule=RowRule.ONCE),
    MergedRows("ambassador_time"),
    MergedRows("ambassador_list_export", "by_id"),
    MergedRows("ambassador_removal", "proposed_by_id"),
    MergedRows("ambassador_removal", "confirmed_by_id"),
    MergedRows("ambassador_removal", "decided_by_id"),
    MergedRows("proposed_text", rule=RowRule.ONCE),
    MergedRows("question_turn", "asker_id"),
    MergedRows("question_turn", "taken_by"),
)
