"""The reader of leaderboards: facts that change a score or who appears make every board stale."""

from __future__ import annotations

from app.journal.reader import Batch, Reader
from app.leaderboards.measure import measures_by_name
from app.leaderboards.people.statements import MOVE_WHO_APPEARS
from app.leaderboards.service import enqueue_due_builds, mark_all_boards_stale

MOVE_EVERY_BOARD = MOVE_WHO_APPEARS | {"activity.undone", "policy.changed"}
"""Facts that change who appears, or who is in which group."""

TRIGGERING_KINDS = MOVE_EVERY_BOARD.union(*(measure.moved_by for measure in measures_by_name().values()))


def _mark_stale_and_enqueue_builds(_: Batch) -> None:
    mark_all_boards_stale()
    enqueue_due_builds()


reader = Reader("leaderboards", TRIGGERING_KINDS, _mark_stale_and_enqueue_builds)
