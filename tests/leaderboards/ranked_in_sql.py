"""Boards of people as the database ranks and packs them whole: the judge of what a build makes of what changed."""

from __future__ import annotations

from app.leaderboards.measure import Measure
from app.leaderboards.statements import APPEARS_ON_BOARDS, select_earned_scores


def select_ranked_people(measure: Measure) -> str:
    """Everyone who appears and has a score, with their place and the rank that equal scores share."""
    return f"""
    select earned.person_id, earned.score,
           rank() over (order by earned.score desc) as rank,
           row_number() over (order by earned.score desc, earned.reached_at, earned.person_id) as place
    from ({select_earned_scores(measure)}) as earned
    join member_at(:now) member on member.id = earned.person_id
    where {APPEARS_ON_BOARDS}
    """


def select_packed_ranking(measure: Measure) -> str:
    """The ranked people, packed as app/leaderboards/packed_ranking.py says: `people`, `rows` and `entries`."""
    return f"""
    select count(*) as people,
           coalesce(string_agg(int8send(person_id) || int8send(score) || int4send(rank::int), ''::bytea order by place), '') as rows,
           coalesce(string_agg(int8send(person_id) || int4send(place::int), ''::bytea order by person_id), '') as entries
    from ({select_ranked_people(measure)}) as placed
    """
