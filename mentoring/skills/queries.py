"""Reads of the list of skills: offered, suggested and retired."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import case, or_, select

from app.kernel.database import session
from app.kernel.errors import NotFound
from mentoring.rounds.models import MentoringSkill


class NoSuchSkill(NotFound):
    """No skill has that slug."""


def list_selectable_skills(chosen_slugs: Iterable[str]) -> Sequence[MentoringSkill]:
    """What can be wished for and offered, by its French name; and those of the slugs `held` although they were retired."""
    kept = MentoringSkill.slug.in_(list(chosen_slugs))
    offered = select(MentoringSkill).where(or_(MentoringSkill.state == "listed", kept))
    return session().scalars(offered.order_by(MentoringSkill.name["fr"].astext)).all()


def list_skills() -> Sequence[MentoringSkill]:
    """Every skill: suggested ones first, then listed, then retired."""
    order = case({"suggested": 0, "listed": 1}, value=MentoringSkill.state, else_=2)
    return session().scalars(select(MentoringSkill).order_by(order, MentoringSkill.name["fr"].astext)).all()


def find_skill(slug: str) -> MentoringSkill | None:
    """The skill with that slug; returns None if there is none."""
    return session().scalar(select(MentoringSkill).where(MentoringSkill.slug == slug))


def get_skill(slug: str) -> MentoringSkill:
    """The skill with that slug; raises NoSuchSkill if there is none."""
    skill = find_skill(slug)
    if skill is None:
        raise NoSuchSkill(f"No skill is called {slug}.")
    return skill


def read_skill_ids_by_slug(slugs: Iterable[str]) -> dict[str, int]:
    """The ids of these skills, by their slugs."""
    wanted = select(MentoringSkill.slug, MentoringSkill.id).where(MentoringSkill.slug.in_(list(slugs)))
    return {row.slug: row.id for row in session().execute(wanted)}
