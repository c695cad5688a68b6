"""Reads of rounds: by their name, for their writers, and those that concern a person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, case, func, or_, select, text
from sqlalchemy.orm import aliased

from app.kernel import clock
from app.kernel.database import session
from app.kernel.errors import NotFound
from app.people.models import Person, Region, Site, Unit
from app.people.targeting import audience_condition
from mentoring.rounds.models import MentoringSkill, Round
from mentoring.rounds.states import State, takes_changes, takes_volunteers
from mentoring.volunteers.models import Volunteer


class NoSuchRound(NotFound):
    """No round has that name, or not for this person."""


@dataclass(frozen=True)
class Involvement:
    """A round that concerns a person: what they said for it, if anything, and the day it is where they work."""

    round: Round
    volunteer: Volunteer | None
    today: date

    @property
    def is_in(self) -> bool:
        """Whether they volunteered, and have not withdrawn."""
        return self.volunteer is not None and self.volunteer.state == "open"

    @property
    def takes_me(self) -> bool:
        """Whether they may say or change their wishes, or come back."""
        if self.volunteer is not None:
            return takes_changes(self.round)
        return takes_volunteers(self.round, self.today)


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


def list_involvements(person_id: int) -> list[Involvement]:
    """The rounds that concern a person: those that invite them, and those for which they volunteered, closed ones last.

    A draft concerns nobody. Whoever volunteered stays, also when they move out of the audience.
    """
    asked, one, site = aliased(Round, name="r"), aliased(Person, name="p"), aliased(Site, name="s")
    invited = and_(asked.state != State.CLOSED, text(audience_condition("r.audience")))
    today = func.date(func.timezone(site.time_zone, clock.now()))
    found = (
        select(asked, Volunteer, today)
        .select_from(asked)
        .join(one, one.id == person_id)
        .join(site, site.id == one.site_id)
        .outerjoin(Volunteer, and_(Volunteer.round_id == asked.id, Volunteer.person_id == one.id))
        .where(one.left_on.is_(None), asked.state != State.DRAFT, or_(Volunteer.id.is_not(None), invited))
        .order_by(case((asked.state == State.CLOSED, 1), else_=0), asked.volunteering_ends_on, asked.id)
    )
    return [Involvement(*row) for row in session().execute(found)]


def get_involvement(slug: str, person_id: int) -> Involvement:
    """Where a person stands in the round of that name; NoSuchRound when it does not concern them."""
    found = next((one for one in list_involvements(person_id) if one.round.slug == slug), None)
    if found is None:
        raise NoSuchRound(f"No round is called {slug}.")
    return found


def find_open_round_for(person_id: int) -> Round | None:
    """The round in which a person may say their wishes now: the one whose days for that end first."""
    return next((one.round for one in list_involvements(person_id) if one.takes_me), None)


def is_anything_listed() -> bool:
    """Whether there is any skill to wish for."""
    return session().scalar(select(select(MentoringSkill.id).where(MentoringSkill.state == "listed").exists())) or False


def has_both_sides(round_id: int) -> bool:
    """Whether there is a senior and a prepared junior, neither of whom withdrew or left."""
    ready = or_(Volunteer.side == "senior", Volunteer.prepared_at.is_not(None))
    here = and_(Volunteer.round_id == round_id, Volunteer.state == "open", Person.left_on.is_(None), ready)
    sides = select(func.count(Volunteer.side.distinct())).join(Person, Person.id == Volunteer.person_id).where(here)
    return session().scalar(sides) == 2


def regions() -> dict[str, str]:
    """The names of regions, by their slugs."""
    return {row.slug: row.name for row in session().execute(select(Region.slug, Region.name).order_by(Region.name))}


def sites() -> dict[str, str]:
    """The names of sites, by their slugs."""
    return {row.slug: row.name for row in session().execute(select(Site.slug, Site.name).order_by(Site.name))}


def units() -> dict[str, str]:
    """The names of units, by their slugs."""
    return {row.slug: row.name for row in session().execute(select(Unit.slug, Unit.name).order_by(Unit.name))}
