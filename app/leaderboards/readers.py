"""Leaderboards hear that something counted, or that somebody chose to appear or not, and mark the boards."""

from __future__ import annotations

from app.journal.reader import Batch, Reader
from app.leaderboards.service import ask_for_builds, mark_stale

MOVES = frozenset(
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


def _hear(_: Batch) -> None:
    mark_stale()
    ask_for_builds()


reader = Reader("leaderboards", MOVES, _hear)
