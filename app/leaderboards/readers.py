"""The reader of leaderboards: facts that change a score or who appears make every board stale."""

from __future__ import annotations

from app.journal.reader import Batch, Reader
from app.leaderboards.service import enqueue_due_builds, mark_stale

TRIGGERING_KINDS = frozenset(
    {
        "activity.undone",
        "choices.changed",
        "community.joined",
        "community.left",
        "mission.completed",
        "mission.reopened",
        "person.departed",
        "person.joined",
        "person.left_game",
        "person.paused",
        "person.resumed",
        "points.credited",
        "policy.changed",
    }
)


def _handle_batch(_: Batch) -> None:
    mark_stale()
    enqueue_due_builds()


reader = Reader("leaderboards", TRIGGERING_KINDS, _handle_batch)
