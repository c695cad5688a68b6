"""Reads of rounds: by their name, for their writers, and those that concern a person."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from app.kernel.database import session
from app.kernel.errors import NotFound
from app.people.models import Region, Site, Unit
from mentoring.rounds.models import MentoringSkill, Round


class NoSuchRound(NotFound):
    """No round has that name, or not for this person."""


def get_round(slug: str) -> Round:
    """The round of that name; NoSuchRound otherwise."""
    found = find_round(slug)
    if found is None:
        raise NoSuchRound(f"No round is called {slug}.")
    return found


def find_round(slug: str) -> Round | None:
    """The round of that name."""
    return session().scalar(select(Round).where(Round.slug == slug))


def held_round(round_id: int) -> Round:
    """A round that nobody else may change until the transaction ends."""
    held = select(Round).where(Round.id == round_id).with_for_update()
    return session().scalars(held.execution_options(populate_existing=True)).one()


def steady_round(round_id: int) -> Round:
    """A round that stays where it stands until the transaction ends, while others may read it too."""
    held = select(Round).where(Round.id == round_id).with_for_update(read=True)
    return session().scalars(held.execution_options(populate_existing=True)).one()


def list_rounds() -> Sequence[Round]:
    """Every round, the latest to start first."""
    return session().scalars(select(Round).order_by(Round.starts_on.desc(), Round.slug)).all()


def is_anything_listed() -> bool:
    """Whether there is any skill to wish for."""
    return session().scalar(select(select(MentoringSkill.id).where(MentoringSkill.state == "listed").exists())) or False


def regions() -> dict[str, str]:
    """The names of regions, by their slugs."""
    return {row.slug: row.name for row in session().execute(select(Region.slug, Region.name).order_by(Region.name))}


def sites() -> dict[str, str]:
    """The names of sites, by their slugs."""
    return {row.slug: row.name for row in session().execute(select(Site.slug, Site.name).order_by(Site.name))}


def units() -> dict[str, str]:
    """The names of units, by their slugs."""
    return {row.slug: row.name for row in session().execute(select(Unit.slug, Unit.name).order_by(Unit.name))}
