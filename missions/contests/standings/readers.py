"""The reader of contests: keeps the running total of every participant up to date with the facts."""

from __future__ import annotations

from app.journal.kinds import KINDS
from app.journal.reader import Batch, Reader
from missions.contests.standings.service.count import count_batch

_UNCOUNTED = ("person.", "policy.", "crisis.", "leaderboard.", "contest.", "prize.", "choices.", "charter.", "badge.")
"""How the kinds begin that no contest counts."""

COUNTED_KINDS = frozenset(kind for kind in KINDS if not kind.startswith(_UNCOUNTED)) | {"person.followed"}


def _count_facts_of_batch(batch: Batch) -> None:
    count_batch(batch)


reader = Reader(
    "contests", COUNTED_KINDS, _count_facts_of_batch, derives=frozenset({"contest_count", "contest_standing"})
)
