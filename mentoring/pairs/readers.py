"""Pairs hear of who left the company or stopped taking part: theirs end calmly."""

from __future__ import annotations

from app.journal.reader import Batch, Reader
from mentoring.pairs.service.end import end_pairs_of_leavers


def _hear(batch: Batch) -> None:
    end_pairs_of_leavers(batch.ids)


reader = Reader("pairs", frozenset({"person.departed", "person.left_game"}), _hear, emits=frozenset({"pairing.ended"}))
