"""Points hear of what happened, and settle the ledger."""

from __future__ import annotations

from app.journal.kinds import KINDS
from app.journal.reader import Batch, Reader
from app.points.service import settle


def _hear(batch: Batch) -> None:
    settle(batch.ids)


reader = Reader(
    "points",
    frozenset(KINDS) - {"points.credited", "leaderboard.published", "policy.changed"},
    _hear,
    emits=frozenset({"points.credited"}),
)
