"""Reads of work clocks: the zone and working hours of each person's site, and planned sessions."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select

from app.kernel import clock
from app.kernel.application import current_settings
from app.kernel.database import is_one_of, session
from app.kernel.hours import WorkingHours
from app.people.models import Member
from mentoring.pairs.models import MentoringSession, Pair


@dataclass(frozen=True)
class WorkClock:
    """The zone and working hours of a person."""

    zone: str
    hours: WorkingHours


def read_work_clocks(person_ids: Collection[int]) -> dict[int, WorkClock]:
    """The clock of each person: the hours of their site, else of the company."""
    named = select(Member.id, Member.time_zone, Member.work_days, Member.work_starts, Member.work_minutes)
    rows = session().execute(named.where(is_one_of(Member.id, person_ids)))
    company = current_settings().working_hours
    return {
        row.id: WorkClock(
            row.time_zone,
            WorkingHours(tuple(row.work_days), row.work_starts, row.work_minutes) if row.work_days else company,
        )
        for row in rows
    }


def list_planned_sessions(person_ids: Collection[int]) -> Sequence[tuple[datetime, datetime]]:
    """The planned sessions of these people, (start, end)."""
    is_theirs = or_(is_one_of(Pair.senior_id, person_ids), is_one_of(Pair.junior_id, person_ids))
    ahead = select(MentoringSession.starts_at, MentoringSession.ends_at).join(Pair, Pair.id == MentoringSession.pair_id)
    ahead = ahead.where(is_theirs, MentoringSession.state == "planned", MentoringSession.ends_at > clock.now())
    return [(row.starts_at, row.ends_at) for row in session().execute(ahead)]
