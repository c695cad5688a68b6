"""The reader that takes people who left the company or the game out of their contests."""

from __future__ import annotations

from app.journal.reader import Batch, Reader
from missions.contests.joining.service import remove_leavers


def _remove_leavers_of_batch(batch: Batch) -> None:
    remove_leavers(batch.ids)


reader = Reader("contest-leavers", frozenset({"person.departed", "person.left_game"}), _remove_leavers_of_batch)
