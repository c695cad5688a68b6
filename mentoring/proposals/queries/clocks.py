"""Reads of work clocks: the zone and working hours of each person's site, and planned sessions."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select

from app.kernel import clock
from app.kernel.application import current_settings
from app.kernel.database import in_ids_condition, session
from app.kernel.hours import WorkingHours
from app.people.models import Member
from mentoring.pairs.models import MentoringSession, Pair


@dataclass(frozen=True)
class LocalWorkingHours:
    """The zone and working hours of a person."""

    zone: str
    hours: WorkingHours


def read_local_working_hours_by_person(person_ids: Collection[int]) -> dict[int, LocalWorkingHours]:
    """The clock of each person: the hours of their site, else of the company."""
    named = select(Member.id, Member.time_zone, Member.work_days, Member.work_starts, Member.work_minutes)
    rows = session().execute(named.where(in_ids_condition(Member.id, person_ids)))
    company = current_settings().working_hours
    return {
        row.id: LocalWorkingHours(
            row.time_zone,
            WorkingHours(tuple(row.work_days), row.work_starts, row.work_minutes) if row.work_days else company,
        )
        for row in rows
    }


def list_planned_session_times(person_ids: Collection[int]) -> Sequence[tuple[datetime, datetime]]:
    """The planned sessions of these people, (start, end)."""
    is_theirs = or_(in_ids_condition(Pair.senior_id, person_ids), in_ids_condition(Pair.junior_id, person_ids))
    ahead = select(MentoringSession.starts_at, MentoringSession.ends_at).join(Pair, Pair.id == MentoringSession.pair_id)
    ahead = ahead.where(is_theirs, MentoringSession.state == "planned", MentoringSession.ends_at > clock.now())
    return [(row.starts_at, row.ends_at) for row in session().execute(ahead)]
