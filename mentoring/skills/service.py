"""The verbs of the list of skills: start from the curated one, add, suggest, accept and retire."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy.dialects.postgresql import insert

from app.kernel.database import session
from app.people.directory.cells import make_slug
from mentoring.rounds.models import MentoringSkill
from mentoring.skills import queries
from mentoring.skills.curated import CURATED_SKILLS


def add_curated() -> None:
    """Put the curated skills on the list; those that are known already stay as they are."""
    rows = [{"slug": slug, "name": dict(name), "state": "listed"} for slug, name in CURATED_SKILLS.items()]
    session().execute(insert(MentoringSkill).on_conflict_do_nothing(), rows)


def add_skill(name: Mapping[str, str]) -> None:
    """Put a skill on the list under both its names. One that was suggested or retired comes back with these."""
    made = insert(MentoringSkill).values(slug=make_slug(name["fr"]), name=dict(name), state="listed")
    session().execute(
        made.on_conflict_do_update(
            index_elements=[MentoringSkill.slug], set_={"name": made.excluded.name, "state": "listed"}
        )
    )


def suggest_skill(words: str) -> None:
    """Keep what somebody misses, without their name, for whoever keeps the list; what is known already stays as it is."""
    slug = make_slug(words)
    if slug:
        said = insert(MentoringSkill).values(slug=slug, name={"fr": words, "en": words}, state="suggested")
        session().execute(said.on_conflict_do_nothing())


def accept_skill(slug: str, name: Mapping[str, str]) -> None:
    """Put what was suggested or retired on the list, under both its names."""
    found = queries.get_skill(slug)
    found.name, found.state = dict(name), "listed"


def retire_skill(slug: str) -> None:
    """Offer it to nobody new; whoever wished for it or offers it keeps it."""
    queries.get_skill(slug).state = "retired"
