"""Reads of the reasons of unmatched seniors, and of the names of skills in explanations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import and_, select

from app.kernel.database import Localised, session
from app.kernel.schema import JsonObject
from mentoring.matching.settings import ScoreTerm
from mentoring.proposals.models import UnmatchedPerson
from mentoring.rounds.models import MentoringSkill, Round
from mentoring.volunteers.models import Volunteer


@dataclass(frozen=True)
class UnmatchedReasons:
    """A round without a pair for a senior, the reasons, and the names of the skills in these reasons."""

    round: Round
    reasons: Sequence[JsonObject]
    names: Mapping[str, Localised]


def find_unmatched_reasons_of_person(person_id: int) -> Sequence[UnmatchedReasons] | None:
    """The rounds in which a person is an unmatched senior while the round proposes; returns None if there is none."""
    query = select(Round, UnmatchedPerson.explanation).join(UnmatchedPerson, UnmatchedPerson.round_id == Round.id)
    query = query.join(
        Volunteer,
        and_(Volunteer.round_id == UnmatchedPerson.round_id, Volunteer.person_id == UnmatchedPerson.person_id),
    )
    query = query.where(UnmatchedPerson.person_id == person_id, Volunteer.side == "senior", Volunteer.state == "open")
    rows = session().execute(query.where(Round.state.in_(["proposing", "running"])).order_by(Round.id)).all()
    left = [(round_, explanation["reasons"]) for round_, explanation in rows if explanation]
    names = read_skill_names_by_slug(
        [reason["skill"] for _, reasons in left for reason in reasons if reason["code"] == "skill"]
    )
    return [UnmatchedReasons(round_, reasons, names) for round_, reasons in left] or None


def read_skill_names_by_slug(slugs: Sequence[str]) -> dict[str, Localised]:
    """The names of skills in both languages."""
    rows = session().execute(select(MentoringSkill.slug, MentoringSkill.name).where(MentoringSkill.slug.in_(slugs)))
    return {row.slug: row.name for row in rows}


def list_skill_slugs_in_explanation(explanation: JsonObject) -> list[str]:
    """The skills named in an explanation."""
    parts = [*explanation["reasons"], *([explanation["gap"]] if explanation["gap"] else [])]
    return [
        slug for part in parts if part["term"] == ScoreTerm.SKILLS.value for slug in (*part["given"], *part["missing"])
    ]
