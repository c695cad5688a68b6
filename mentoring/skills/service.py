"""Changes the list of skills: adds the curated ones, adds, suggests, accepts and retires."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy.dialects.postgresql import insert

from app.kernel.database import session
from app.people.directory.cells import make_slug
from mentoring.rounds.models import MentoringSkill
from mentoring.skills import queries
from mentoring.skills.curated import CURATED_SKILLS


def add_curated_skills() -> None:
    """Put the curated skills on the list; existing skills stay as they are."""
    rows = [{"slug": slug, "name": dict(name), "state": "listed"} for slug, name in CURATED_SKILLS.items()]
    session().execute(insert(MentoringSkill).on_conflict_do_nothing(), rows)


def add_skill(name: Mapping[str, str]) -> None:
    """Put a skill on the list with a name in each language; a suggested or retired skill is listed again."""
    made = insert(MentoringSkill).values(slug=make_slug(name["fr"]), name=dict(name), state="listed")
    session().execute(
        made.on_conflict_do_update(
            index_elements=[MentoringSkill.slug], set_={"name": made.excluded.name, "state": "listed"}
        )
    )


def suggest_skill(words: str) -> None:
    """Save a suggestion without its author; a skill that exists already stays as it is."""
    slug = make_slug(words)
    if slug:
        statement = insert(MentoringSkill).values(slug=slug, name={"fr": words, "en": words}, state="suggested")
        session().execute(statement.on_conflict_do_nothing())


def accept_skill(slug: str, name: Mapping[str, str]) -> None:
    """Put a suggested or retired skill on the list, with a name in each language."""
    skill = queries.get_skill(slug)
    skill.name, skill.state = dict(name), "listed"


def retire_skill(slug: str) -> None:
    """Stop offering a skill; people who chose it keep it."""
    queries.get_skill(slug).state = "retired"
