"""Keeps the levels of both people at the start of a pair and, as they answer, at its end."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import insert, literal, or_, select, update

from app.kernel.database import in_ids_condition, session
from mentoring.pairs.models import Pair, PairLevel
from mentoring.volunteers.models import Volunteer, VolunteerSkill


def record_levels_at_start(pair: Pair) -> None:
    """Copy the present level of each skill that the senior wishes for and that the junior offers."""
    of_both = in_ids_condition(Volunteer.person_id, [pair.senior_id, pair.junior_id])
    is_of_pair = or_(Volunteer.side == "junior", VolunteerSkill.wanted.is_not(None))
    levels = (
        select(literal(pair.id), Volunteer.person_id, VolunteerSkill.skill_id, VolunteerSkill.level)
        .join(VolunteerSkill, VolunteerSkill.volunteer_id == Volunteer.id)
        .where(Volunteer.round_id == pair.round_id, of_both, is_of_pair)
    )
    session().execute(insert(PairLevel).from_select(["pair_id", "person_id", "skill_id", "level_before"], levels))


def record_levels_at_end(pair_id: int, person_id: int, levels: Mapping[int, int]) -> None:
    """Keep the level at the end, by skill id; skills without an answer stay without one."""
    for skill_id, level in levels.items():
        same = (PairLevel.pair_id == pair_id, PairLevel.person_id == person_id, PairLevel.skill_id == skill_id)
        session().execute(update(PairLevel).where(*same).values(level_after=level))
