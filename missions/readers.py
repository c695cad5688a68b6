"""The reader of missions: enrols people who join, and derives progress from the facts."""

from __future__ import annotations

from app.journal.kinds import KINDS, TAKE_BACKS
from app.journal.reader import Batch, Reader
from missions import queries
from missions.measurement.service import update_progress_after_facts
from missions.service.enrol import enrol_people_in_missions, extend_enrolments_after_pauses

SILENT = frozenset(
    {
        "points.credited",
        "leaderboard.published",
        "path.completed",
        "person.departed",
        "badge.awarded",
        "badge.revoked",
        "badge.expired",
    }
)
"""What no mission counts: the house's own results."""


def _enrol_and_measure_batch(batch: Batch) -> None:
    joined = queries.list_actor_ids_of_facts(batch.list_ids_of_kinds("person.joined"), "person.joined")
    enrol_people_in_missions(joined)
    begun = queries.list_enrolment_ids_of_people(joined) if joined else []
    extended = extend_enrolments_after_pauses(batch.list_ids_of_kinds("person.resumed", "crisis.ended"))
    concerned = queries.list_enrolments_facts_may_change(batch.list_facts_to_judge())
    freed = queries.list_enrolment_ids_freed_by_ended_missions(batch.list_ids_of_kinds("mission.ended"))
    update_progress_after_facts(concerned, anew={*begun, *extended, *freed}, compares_only=batch.is_read_again)


reader = Reader(
    "missions",
    frozenset(KINDS) - SILENT | TAKE_BACKS,
    _enrol_and_measure_batch,
    emits=frozenset({"mission.completed", "mission.reopened", "path.completed", "path.reopened"}),
    derives=frozenset({"enrolment", "completion"}),
)
