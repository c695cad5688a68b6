"""Badges hear of what happened, and settle who holds what."""

from __future__ import annotations

from app.journal.kinds import KINDS
from app.journal.reader import Batch, Reader
from badges.service import settle


def _hear(batch: Batch) -> None:
    settle(batch.ids)


reader = Reader(
    "badges",
    frozenset(KINDS) - {"points.credited", "leaderboard.published", "badge.awarded", "badge.revoked"},
    _hear,
    emits=frozenset({"badge.awarded", "badge.revoked"}),
)
