"""What a person may do to their own missions from the home page: put one off."""

from __future__ import annotations

from sqlalchemy import select, update

from app.kernel import clock
from app.kernel.database import session
from app.kernel.errors import Conflict
from missions.home.choosing import next_monday
from missions.models import Enrolment, Mission


def put_off(person_id: int, slug: str, *, zone: str) -> None:
    """Propose this mission again next Monday; Conflict when the person has no such mission under way."""
    mine = (
        Enrolment.person_id == person_id,
        Enrolment.mission_id == select(Mission.id).where(Mission.slug == slug).scalar_subquery(),
        Enrolment.completed_at.is_(None),
    )
    later = update(Enrolment).where(*mine).values(later_until=next_monday(clock.now(), zone)).returning(Enrolment.id)
    if session().execute(later).first() is None:
        raise Conflict("This mission is not under way: there is nothing to put off.")
