"""The reader that forgets candidates and ambassadors who left the company or the game."""

from __future__ import annotations

from app.journal.reader import Batch, Reader
from badges.ambassadors.service.forget import forget_leavers


def _forget_leavers_of_batch(batch: Batch) -> None:
    forget_leavers(batch.ids)


reader = Reader("ambassador-leavers", frozenset({"person.departed", "person.left_game"}), _forget_leavers_of_batch)
