"""What a person may do with their own missions: postpone, skip, resume or restart one."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, and_, update

from app.kernel import clock
from app.kernel.database import session
from app.kernel.errors import Conflict
from missions.home import queries
from missions.measurement.service import update_progress_and_completions
from missions.models import Enrolment
from missions.periods import next_monday


class MissionNotUnderWay(Conflict):
    """The person has no such mission under way."""


def postpone_mission(person_id: int, slug: str, *, zone: str) -> None:
    """Suggest this mission again next Monday; MissionNotUnderWay if the person has no such mission under way."""
    _update_enrolments_under_way(person_id, slug, later_until=next_monday(clock.now(), zone), skipped_at=None)


def skip_mission(person_id: int, slug: str) -> None:
    """Suggest it no longer; facts still count, and it can be resumed at any time."""
    _update_enrolments_under_way(person_id, slug, skipped_at=clock.now(), later_until=None)


def resume_mission(person_id: int, slug: str) -> None:
    """Suggest it again from now on."""
    _update_enrolments_under_way(person_id, slug, skipped_at=None, later_until=None)


def restart_mission_from_zero(person_id: int, slug: str) -> None:
    """Count from now on only; completions stay."""
    fresh = Enrolment.completed_at.is_(None)
    update_progress_and_completions(
        _update_enrolments_under_way(person_id, slug, fresh, counts_from=clock.now(), skipped_at=None, later_until=None)
    )


def _update_enrolments_under_way(
    person_id: int, slug: str, *conditions: ColumnElement[bool], **values: datetime | None
) -> list[int]:
    under_way = and_(queries.enrolment_under_way_condition(person_id, slug), *conditions)
    changed = list(
        session().execute(update(Enrolment).where(under_way).values(**values).returning(Enrolment.id)).scalars()
    )
    if not changed:
        raise MissionNotUnderWay("This mission is not under way: there is nothing to change.")
    return changed
