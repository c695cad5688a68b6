"""Reads of the list of skills: what can be wished for, and what waits for whoever keeps the list."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import case, or_, select

from app.kernel.database import session
from app.kernel.errors import NotFound
from mentoring.rounds.models import MentoringSkill


class NoSuchSkill(NotFound):
    """No skill has that name."""


def list_offered(held: Iterable[str]) -> Sequence[MentoringSkill]:
    """What can be wished for and offered, by its French name; and those of the slugs `held` although they were retired."""
    kept = MentoringSkill.slug.in_(list(held))
    offered = select(MentoringSkill).where(or_(MentoringSkill.state == "listed", kept))
    return session().scalars(offered.order_by(MentoringSkill.name["fr"].astext)).all()


def list_skills() -> Sequence[MentoringSkill]:
    """Every skill: what is suggested first, then the list, then what was retired."""
    order = case({"suggested": 0, "listed": 1}, value=MentoringSkill.state, else_=2)
    return session().scalars(select(MentoringSkill).order_by(order, MentoringSkill.name["fr"].astext)).all()


def find_skill(slug: str) -> MentoringSkill | None:
    """The skill of that name."""
    return session().scalar(select(MentoringSkill).where(MentoringSkill.slug == slug))


def get_skill(slug: str) -> MentoringSkill:
    """The skill of that name; NoSuchSkill otherwise."""
    found = find_skill(slug)
    if found is None:
        raise NoSuchSkill(f"No skill is called {slug}.")
    return found


def map_skill_ids(slugs: Iterable[str]) -> dict[str, int]:
    """The ids of these skills, by their slugs."""
    wanted = select(MentoringSkill.slug, MentoringSkill.id).where(MentoringSkill.slug.in_(list(slugs)))
    return {row.slug: row.id for row in session().execute(wanted)}
