"""The reader of missions: enrols people who join, and derives progress from the facts."""

from __future__ import annotations

from app.journal.kinds import KINDS, TAKE_BACKS
from app.journal.reader import Batch, Reader
from missions import queries
from missions.measurement.service import measure_progress, record_matches, record_received_kinds
from missions.service.enrol import enrol_people, extend_enrolments_after_pauses

SILENT = frozenset({"points.credited", "leaderboard.published", "person.departed", "badge.awarded", "badge.revoked"})
"""What no mission counts: the house's own results."""


def _handle_batch(batch: Batch) -> None:
    joined = queries.list_people_of_facts(batch.ids, "person.joined")
    enrol_people(joined)
    begun = queries.list_enrolments_of(joined) if joined else []
    extended = extend_enrolments_after_pauses(batch.ids)
    concerned = queries.list_affected_enrolments(batch.ids)
    measure_progress({*begun, *extended, *concerned})
    record_matches(batch.ids, concerned)
    record_received_kinds(batch.ids)


reader = Reader(
    "missions",
    frozenset(KINDS) - SILENT | TAKE_BACKS,
    _handle_batch,
    emits=frozenset({"mission.completed", "mission.reopened"}),
    derives=frozenset({"enrolment", "completion"}),
)
