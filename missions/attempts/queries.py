"""Reads a person's attempt at a mission, how often they passed it, and whether it is open to them now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from app.journal.models import Fact
from app.kernel import clock
from app.kernel.database import session
from app.kernel.reading import find_row, write_for_driver
from missions.attempts.attempt import ACTABLE, MissionAttempt
from missions.kind import get_mission_kind
from missions.progress.person_mission import PersonMission

_ATTEMPT = write_for_driver(
    """
    select m.slug, m.id as mission_id, v.id as version_id, v.kind, v.settings, v.title,
           (select array_agg(mine.id order by mine.id) from enrolment mine
                where mine.person_id = e.person_id and mine.mission_id = e.mission_id) as enrolments
    from enrolment e
    join mission m on m.id = e.mission_id
    join mission_version v on v.id = e.version_id
    where e.person_id = :person_id and m.slug = :slug
    order by e.counts_from <= :now desc, e.counts_from desc limit 1
    """
)


@dataclass(frozen=True, kw_only=True)
class AttemptStatus:
    """An attempt, the number of the next pass (0 where no fact is appended), and whether it is open now."""

    attempt: MissionAttempt
    number: int
    is_open: bool


def find_attempt(person_id: int, slug: str) -> MissionAttempt | None:
    """The person's attempt, under the version that counts for them now; None if they are not enrolled."""
    given = {"person_id": person_id, "slug": slug, "now": clock.now()}
    row = find_row(_ATTEMPT, given)
    if row is None:
        return None
    return MissionAttempt(person_id=person_id, **(row | {"kind": get_mission_kind(row["kind"])}))


def count_passes(attempt: MissionAttempt) -> int:
    """How many passes of this mission the journal holds for this person."""
    own_passes = (
        Fact.actor_id == attempt.person_id,
        Fact.kind == attempt.kind.emits,
        Fact.object == attempt.fact_object,
    )
    return session().scalar(select(func.count()).where(*own_passes)) or 0


def find_last_passed_at(attempt: MissionAttempt) -> datetime | None:
    """When they last passed it; None if never."""
    own_passes = (
        Fact.actor_id == attempt.person_id,
        Fact.kind == attempt.kind.emits,
        Fact.object == attempt.fact_object,
    )
    return session().scalar(select(func.max(Fact.occurred_at)).where(*own_passes))


def find_attempt_status(person_id: int, mission: PersonMission) -> AttemptStatus | None:
    """The status of the person's attempt; None if they may not act on the mission."""
    attempt = find_attempt(person_id, mission.slug)
    if attempt is None or mission.counts_from is None:
        return None
    number = count_passes(attempt) + 1 if attempt.kind.emits else 0
    return AttemptStatus(attempt=attempt, number=number, is_open=mission.current_state(clock.now()) in ACTABLE)
