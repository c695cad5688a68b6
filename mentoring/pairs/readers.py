"""Lets the pairs of people who left the company or stopped taking part end with the next daily run."""

from __future__ import annotations

from app.journal.reader import Batch, Reader
from mentoring.pairs.service.ending import schedule_ending_for_leavers_in_facts


def _schedule_ending_on_departure(batch: Batch) -> None:
    schedule_ending_for_leavers_in_facts(batch.ids)


reader = Reader(
    "pairs",
    frozenset({"person.departed", "person.left_game"}),
    _schedule_ending_on_departure,
)
