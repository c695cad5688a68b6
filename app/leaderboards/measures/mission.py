"""The measure `mission`: how often a person completed one mission, completions that were taken back left out; never compares groups."""

from __future__ import annotations

from app.journal.events.statements import effective_fact_condition
from app.leaderboards.measure import Measure, MeasureWords

measure = Measure(
    name="mission",
    sentence="Completions of one mission that still stand.",
    lines=f"""
    select fact.actor_id as person_id, 1::bigint as score, fact.occurred_at as reached_at
    from fact
    where fact.kind = 'mission.completed' and fact.object = 'mission:' || cast(:detail as text)
      and fact.occurred_at >= :since and fact.occurred_at < :until and {effective_fact_condition("fact")}
    """,
    wants_detail=True,
    moved_by=frozenset({"mission.completed", "mission.reopened"}),
    moved_people="select actor_id as person_id from fresh where kind in ('mission.completed', 'mission.reopened')",
    words=MeasureWords(
        choice={"fr": "Une mission terminée", "en": "A completed mission"},
        hint={
            "fr": "Pour des personnes seulement : une mission peut n’être ouverte qu’à quelques personnes d’un groupe.",
            "en": "For people only: a mission may be open to only a few people of a group.",
        },
        column={"fr": "Missions terminées", "en": "Completed missions"},
        column_per_head={"fr": "Missions par personne", "en": "Missions per person"},
        score_now={
            "fr": "À cet instant, vous avez terminé cette mission %(num)s fois.",
            "en": "At this moment, you have completed this mission %(num)s time.",
        },
        scores_now={
            "fr": "À cet instant, vous avez terminé cette mission %(num)s fois.",
            "en": "At this moment, you have completed this mission %(num)s times.",
        },
    ),
    place=20,
)
