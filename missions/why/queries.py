"""Reads the facts that a mission looked at for one person."""

from __future__ import annotations

from sqlalchemy import select

from app.journal.events.queries import select_events_with_reasons
from app.journal.verdicts import ExaminedFact, JudgedFact, judge_facts
from app.kernel.database import session
from missions.measurement.queries.requests import attainable_count, select_enrolment_count_requirements
from missions.models import Enrolment, Mission, MissionVersion

MAX_FACTS = 200


def list_judged_facts(person_id: int, slug: str) -> list[JudgedFact]:
    """What the person did, or others about them, that this mission counts, the latest first, each with why it counted or did not."""
    own_enrolments = (
        select(Enrolment.id, attainable_count() * MissionVersion.times)
        .join(Mission, Mission.id == Enrolment.mission_id)
        .join(MissionVersion, MissionVersion.id == Enrolment.version_id)
        .where(Enrolment.person_id == person_id, Mission.slug == slug)
        .order_by(Enrolment.counts_from)
    )
    judged: list[JudgedFact] = []
    for enrolment_id, enough in session().execute(own_enrolments).all():
        rows = session().execute(
            select_events_with_reasons(select_enrolment_count_requirements(), MAX_FACTS), {"ids": [enrolment_id]}
        )
        judged = judge_facts((ExaminedFact(**row) for row in rows.mappings()), enough)
    return judged[::-1]
