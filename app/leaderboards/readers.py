"""Leaderboards hear that the ledger moved, or that somebody chose to appear or not, and mark the boards."""

from __future__ import annotations

from app.journal.reader import Batch, Reader
from app.leaderboards.service import mark_stale

MOVES = frozenset({"points.credited", "choices.changed", "person.joined", "person.left_game", "person.departed"})


def _hear(_: Batch) -> None:
    mark_stale()


reader = Reader("leaderboards", MOVES, _hear)
