"""Reads of the time that is taken: the planned sessions of people."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import or_, select

from app.kernel import clock
from app.kernel.database import in_ids_condition, session
from mentoring.pairs.models import MentoringSession, Pair


def list_planned_session_times(person_ids: Collection[int]) -> Sequence[tuple[datetime, datetime]]:
    """The planned sessions of these people, (start, end)."""
    is_theirs = or_(in_ids_condition(Pair.senior_id, person_ids), in_ids_condition(Pair.junior_id, person_ids))
    ahead = select(MentoringSession.starts_at, MentoringSession.ends_at).join(Pair, Pair.id == MentoringSession.pair_id)
    ahead = ahead.where(is_theirs, MentoringSession.state == "planned", MentoringSession.ends_at > clock.now())
    return [(row.starts_at, row.ends_at) for row in session().execute(ahead)]
