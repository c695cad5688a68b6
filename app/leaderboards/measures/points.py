"""The measure `points`: what the ledger credited, corrections included."""

from __future__ import annotations

from app.leaderboards.measure import Measure

measure = Measure(
    "points",
    "Points of the ledger: the personal side for people, the collective side for groups.",
    """
    select line.person_id, line.unit_id, line.points as score, line.collective as shared,
           case when line.corrects_id is null and correction.corrects_id is null then line.earned_at end as reached_at
    from ledger_entry line
    left join ledger_entry correction on correction.corrects_id = line.id and correction.corrects_id is not null
    where line.earned_at >= :since and line.earned_at < :until
    """,
)
