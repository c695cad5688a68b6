"""The reads of completed paths: which paths to judge for everybody, and whom next."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from app.kernel.database import session
from missions.models import Enrolment, Path, PathStep


def list_path_ids_with_past_to_judge() -> Sequence[int]:
    """The paths that changed, or lost a mission, since everybody was judged."""
    return session().scalars(select(Path.id).where(Path.past_position.is_not(None)).order_by(Path.id)).all()


def lock_path(path_id: int) -> Path:
    """The path, locked until the end of the transaction."""
    return session().execute(select(Path).where(Path.id == path_id).with_for_update(key_share=True)).scalar_one()


def list_people_on_path_after(path_id: int, person_id: int, most: int) -> Sequence[int]:
    """The next people who completed a mission of the path, `most` of them in order of id, after that one."""
    people = (
        select(Enrolment.person_id)
        .join(PathStep, PathStep.mission_id == Enrolment.mission_id)
        .where(PathStep.path_id == path_id, Enrolment.person_id > person_id, Enrolment.completed_at.is_not(None))
        .distinct()
    )
    return session().scalars(people.order_by(Enrolment.person_id).limit(most)).all()
