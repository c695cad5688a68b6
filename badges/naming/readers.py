"""The reader that forgets what holders agreed to show, once they left the company or the game."""

from __future__ import annotations

from app.journal.reader import Batch, Reader
from badges.naming.service import forget_namings_of_leavers
from badges.serving.service import forget_teams_of_leavers


def _forget_leavers_of_batch(batch: Batch) -> None:
    forget_namings_of_leavers(batch.ids)
    forget_teams_of_leavers(batch.ids)


reader = Reader("badge-leavers", frozenset({"person.departed", "person.left_game"}), _forget_leavers_of_batch)
