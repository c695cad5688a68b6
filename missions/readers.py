"""Missions hear of what happened: a person who joins is enrolled, and progress follows the facts."""

from __future__ import annotations

from app.journal.kinds import KINDS, TAKE_BACKS
from app.journal.reader import Batch, Reader
from missions import queries
from missions.service.enrol import extend_after_pauses, open_on_joining
from missions.service.progress import measure, note_heard, note_matches

SILENT = frozenset({"points.credited", "leaderboard.published", "person.departed", "badge.awarded", "badge.revoked"})
"""What no mission counts: the house's own results."""


def _hear(batch: Batch) -> None:
    joined = queries.people_in(batch.ids, "person.joined")
    open_on_joining(joined)
    begun = queries.enrolments_of(joined) if joined else []
    extended = extend_after_pauses(batch.ids)
    concerned = queries.enrolments_concerned(batch.ids)
    measure({*begun, *extended, *concerned})
    note_matches(batch.ids, concerned)
    note_heard(batch.ids)


reader = Reader(
    "missions",
    frozenset(KINDS) - SILENT | TAKE_BACKS,
    _hear,
    emits=frozenset({"mission.completed", "mission.reopened"}),
)
