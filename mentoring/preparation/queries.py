"""Reads of a preparation: which of the person's rounds it is for, and what they have read."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from app.kernel.database import session
from mentoring.rounds.models import Round
from mentoring.rounds.states import UNDER_WAY
from mentoring.volunteers.models import Volunteer


def list_current_volunteer_rows_of_person(person_id: int) -> Sequence[Volunteer]:
    """The person's rows in the rounds under way, seniors too: the preparation stays if they change sides."""
    under_way = select(Volunteer).join(Round, Round.id == Volunteer.round_id).where(Round.state.in_(UNDER_WAY))
    return session().scalars(under_way.where(Volunteer.person_id == person_id).order_by(Volunteer.id)).all()


def lock_current_volunteer_rows_of_person(person_id: int) -> Sequence[Volunteer]:
    """The same, locked until the transaction ends."""
    under_way = select(Round.id).where(Round.state.in_(UNDER_WAY))
    volunteers = select(Volunteer).where(Volunteer.person_id == person_id, Volunteer.round_id.in_(under_way))
    locked = volunteers.order_by(Volunteer.id).with_for_update().execution_options(populate_existing=True)
    return session().scalars(locked).all()


def list_read_chapter_slugs(person_id: int) -> tuple[str, ...]:
    """The slugs of the pages that a person has marked as read."""
    return tuple(
        sorted(
            {page for volunteer in list_current_volunteer_rows_of_person(person_id) for page in volunteer.preparation}
        )
    )
