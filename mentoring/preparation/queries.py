"""Reads of a preparation: which of the person's rounds it is for, and what they have read."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from app.kernel.database import session
from mentoring.rounds.models import Round
from mentoring.rounds.states import UNDER_WAY
from mentoring.volunteers.models import Volunteer


def list_mine(person_id: int) -> Sequence[Volunteer]:
    """What a person said for the rounds under way, whatever their side: a preparation is kept for when they change it."""
    under_way = select(Volunteer).join(Round, Round.id == Volunteer.round_id).where(Round.state.in_(UNDER_WAY))
    return session().scalars(under_way.where(Volunteer.person_id == person_id).order_by(Volunteer.id)).all()


def held_mine(person_id: int) -> Sequence[Volunteer]:
    """The same, held until the transaction ends."""
    under_way = select(Round.id).where(Round.state.in_(UNDER_WAY))
    mine = select(Volunteer).where(Volunteer.person_id == person_id, Volunteer.round_id.in_(under_way))
    held = mine.order_by(Volunteer.id).with_for_update().execution_options(populate_existing=True)
    return session().scalars(held).all()


def read_by(person_id: int) -> tuple[str, ...]:
    """The pages that a person has marked as read."""
    return tuple(sorted({page for mine in list_mine(person_id) for page in mine.preparation}))
