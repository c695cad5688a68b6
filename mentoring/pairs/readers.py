"""Ends the pairs of people who left the company or stopped taking part."""

from __future__ import annotations

from app.journal.reader import Batch, Reader
from mentoring.pairs.service.ending import end_pairs_of_leavers_in_facts


def _end_pairs_on_departure(batch: Batch) -> None:
    end_pairs_of_leavers_in_facts(batch.ids)


reader = Reader(
    "pairs",
    frozenset({"person.departed", "person.left_game"}),
    _end_pairs_on_departure,
    emits=frozenset({"pairing.ended"}),
)
