"""The SQL of mentoring when two people are merged: nobody is proposed to themselves, or twice to the same person."""

from __future__ import annotations

from app.people.rows import MergedRows, RowRule

PAIRS_TO_END = """
select m.id from mentoring_pair m
where :merged in (m.senior_id, m.junior_id) and m.state = 'active' and (:kept in (m.senior_id, m.junior_id) or exists (
    select from mentoring_pair k where k.round_id = m.round_id and (
        k.senior_id = :kept and k.junior_id = m.junior_id or k.junior_id = :kept and k.senior_id = m.senior_id)))
"""
"""The pairs of the two with each other, and those of the merged person with whom the kept one is or was in a pair of the same round."""

SETTLE_MENTORING = (
    """
    update mentoring_proposal m set state = 'over', answer = null, answered_at = null
    where m.state <> 'over' and (
        m.senior_id in (:kept, :merged) and m.junior_id in (:kept, :merged)
        or m.senior_id = :merged and exists (
            select from mentoring_proposal k where k.round_id = m.round_id and k.senior_id = :kept and (k.state <> 'over' or k.junior_id = m.junior_id))
        or m.junior_id = :merged and exists (
            select from mentoring_proposal k where k.round_id = m.round_id and k.senior_id = m.senior_id and k.junior_id = :kept))
    """,
    """
    update mentoring_volunteer k set state = 'withdrawn' from mentoring_volunteer m
    where k.person_id = :kept and m.person_id = :merged and m.round_id = k.round_id and m.state = 'withdrawn'
    """,
    "delete from mentoring_avoidance where person_id in (:kept, :merged) and avoided_id in (:kept, :merged)",
    """
    update mentoring_avoidance_said k set lines = array(select distinct unnest(k.lines || m.lines) order by 1)
    from mentoring_avoidance_said m where k.person_id = :kept and m.person_id = :merged
    """,
)
"""Whoever withdrew from a round with one account withdrew from it, and both lists of people to avoid hold."""

_OTHERS_PAIRS = """m.pair_id in (
    select id from mentoring_pair where :kept in (senior_id, junior_id) and :merged not in (senior_id, junior_id))"""

MERGED_ROWS = (
    MergedRows(
        "mentoring_pair", "senior_id", RowRule.LEFT, per=("round_id", "junior_id"), where="m.junior_id <> :kept"
    ),
    MergedRows(
        "mentoring_pair", "junior_id", RowRule.LEFT, per=("round_id", "senior_id"), where="m.senior_id <> :kept"
    ),
    MergedRows("mentoring_asked", rule=RowRule.LEFT, per=("pair_id", "name"), where=_OTHERS_PAIRS),
    MergedRows("mentoring_feedback", rule=RowRule.LEFT, per=("pair_id", "moment"), where=_OTHERS_PAIRS),
    MergedRows("mentoring_pair_level", rule=RowRule.LEFT, per=("pair_id", "skill_id"), where=_OTHERS_PAIRS),
    MergedRows(
        "mentoring_proposal", "senior_id", RowRule.LEFT, per=("round_id", "junior_id"), where="m.junior_id <> :kept"
    ),
    MergedRows(
        "mentoring_proposal", "junior_id", RowRule.LEFT, per=("round_id", "senior_id"), where="m.senior_id <> :kept"
    ),
    MergedRows("mentoring_unmatched", rule=RowRule.ONCE, per=("round_id",)),
    MergedRows("mentoring_volunteer", rule=RowRule.ONCE, per=("round_id",)),
    MergedRows("mentoring_avoidance", rule=RowRule.ONCE, per=("avoided_id",)),
    MergedRows("mentoring_avoidance", "avoided_id", RowRule.ONCE, per=("person_id",)),
    MergedRows("mentoring_avoidance_said", rule=RowRule.ONCE),
    MergedRows("mentoring_calendar_feed", rule=RowRule.DROPPED),
)
"""Past pairs and proposals that the kept person has too, or that were with them, stay with the merged account: they say nothing that is not over."""
