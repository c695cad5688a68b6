"""The measure `mission`: how often one mission was completed, completions that were taken back left out."""

from __future__ import annotations

from app.journal.events.statements import effective_condition
from app.leaderboards.measure import Measure

measure = Measure(
    "mission",
    "Completions of one mission that still stand.",
    f"""
    select fact.actor_id as person_id, person.unit_id, 1::bigint as score, 1::bigint as shared,
           fact.occurred_at as reached_at
    from fact join person on person.id = fact.actor_id
    where fact.kind = 'mission.completed' and fact.object = 'mission:' || cast(:detail as text)
      and fact.occurred_at >= :since and fact.occurred_at < :until and {effective_condition("fact")}
    """,
    wants_detail=True,
)
