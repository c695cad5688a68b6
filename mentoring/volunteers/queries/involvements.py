"""Reads of the rounds that concern a person: those that invite them, and those for which they volunteered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, case, func, or_, select, text
from sqlalchemy.orm import aliased

from app.kernel import clock
from app.kernel.database import session
from app.people.models import Member
from app.people.statements import in_audience_condition
from mentoring.rounds.models import Round
from mentoring.rounds.queries import NoSuchRound
from mentoring.rounds.states import (
    RoundState,
    compute_last_day_to_volunteer,
    is_open_to_new_volunteers,
    is_open_to_wish_changes,
)
from mentoring.volunteers.models import Volunteer


@dataclass(frozen=True)
class Involvement:
    """A round that concerns a person: what they said for it, if anything, and the day it is where they work."""

    round: Round
    volunteer: Volunteer | None
    today: date

    @property
    def last_day_to_volunteer(self) -> date:
        """The last day on which new people may volunteer."""
        return compute_last_day_to_volunteer(self.round)

    @property
    def can_change_wishes(self) -> bool:
        """Whether they may say or change their wishes, or come back."""
        if self.volunteer is not None:
            return is_open_to_wish_changes(self.round)
        return is_open_to_new_volunteers(self.round, self.today)


def list_involvements(person_id: int) -> list[Involvement]:
    """The rounds that concern a person: those that invite them, and those for which they volunteered, closed ones last.

    A draft concerns no person. A volunteer stays, also after leaving the audience.
    """
    round_, member = aliased(Round, name="r"), aliased(Member, name="p")
    invited = and_(round_.state != RoundState.CLOSED, text(in_audience_condition("r.audience")))
    today = func.date(func.timezone(member.time_zone, clock.now()))
    statement = (
        select(round_, Volunteer, today)
        .select_from(round_)
        .join(member, member.id == person_id)
        .outerjoin(Volunteer, and_(Volunteer.round_id == round_.id, Volunteer.person_id == member.id))
        .where(member.is_here, round_.state != RoundState.DRAFT, or_(Volunteer.id.is_not(None), invited))
        .order_by(case((round_.state == RoundState.CLOSED, 1), else_=0), round_.volunteering_ends_on, round_.id)
    )
    return [Involvement(*row) for row in session().execute(statement)]


def get_involvement(slug: str, person_id: int) -> Involvement:
    """Where a person stands in the round of that name; NoSuchRound when it does not concern them."""
    involvement = next((item for item in list_involvements(person_id) if item.round.slug == slug), None)
    if involvement is None:
        raise NoSuchRound(f"No round is called {slug}.")
    return involvement


def find_round_open_for_wishes(person_id: int) -> Round | None:
    """The round in which a person may say their wishes now: the one whose days for that end first."""
    return next(
        (involvement.round for involvement in list_involvements(person_id) if involvement.can_change_wishes), None
    )
