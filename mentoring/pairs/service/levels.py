"""Keeps the levels of both people at the start of a pair and, as they answer, at its end; each corrects and deletes their own."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import delete, insert, literal, or_, select, update

from app.kernel.database import in_ids_condition, session
from app.kernel.errors import FieldError, Invalid
from mentoring.pairs.models import Pair, PairLevel
from mentoring.pairs.queries.members import lock_own_pair
from mentoring.pairs.queries.page import list_levels_of_pair_member
from mentoring.volunteers.models import Volunteer, VolunteerSkill
from mentoring.volunteers.preferences import LEVELS

BEFORE, AFTER = "before.", "after."
"""How the names of corrected levels begin; the slug of a skill follows."""


class InvalidLevel(Invalid):
    """A level is not on the list."""


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


def correct_own_levels(person_id: int, pair_id: int, written: Mapping[str, str]) -> None:
    """Replace one's own levels; a level at the end may be empty, and what is not written stays. All or nothing."""
    lock_own_pair(person_id, pair_id)
    levels = list_levels_of_pair_member(pair_id, person_id)
    allowed = {str(level) for level in LEVELS}
    wrong = [
        key
        for skill, _ in levels
        for key, choices in ((BEFORE + skill.slug, allowed), (AFTER + skill.slug, allowed | {""}))
        if key in written and written[key] not in choices
    ]
    if wrong:
        errors = [FieldError(f"/{key}", "Choose one.") for key in wrong]
        raise InvalidLevel("Choose a level of the list.", errors=errors)
    for skill, level in levels:
        level.level_before = int(written.get(BEFORE + skill.slug, level.level_before))
        if AFTER + skill.slug in written:
            after = written[AFTER + skill.slug]
            level.level_after = int(after) if after else None
    session().flush()


def delete_own_levels(person_id: int, pair_id: int) -> None:
    """Delete one's own levels in this pair, at its start and at its end; they are not asked again."""
    lock_own_pair(person_id, pair_id)
    session().execute(delete(PairLevel).where(PairLevel.pair_id == pair_id, PairLevel.person_id == person_id))
