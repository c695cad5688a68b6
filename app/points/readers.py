"""The reader of points: brings the ledger up to date with new facts."""

from __future__ import annotations

from app.journal.kinds import KINDS
from app.journal.reader import Batch, Reader
from app.points.service import reconcile_ledger


def _reconcile_ledger_of_batch(batch: Batch) -> None:
    reconcile_ledger(batch.list_facts_to_judge())


reader = Reader(
    "points",
    frozenset(KINDS) - {"points.credited", "leaderboard.published", "policy.changed", "thanks.given"},
    _reconcile_ledger_of_batch,
    emits=frozenset({"points.credited"}),
    derives=frozenset({"balance", "ledger_entry", "unit_balance", "waiting_credit"}),
)
