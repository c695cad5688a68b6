"""The reader that forgets what leavers gave and received, and hides what those showed who no longer take part."""

from __future__ import annotations

from app.journal.reader import Batch, Reader
from badges.thanks.service.forget import forget_thanks_of_leavers


def _forget_leavers_of_batch(batch: Batch) -> None:
    forget_thanks_of_leavers(batch.ids)


reader = Reader("thanks-leavers", frozenset({"person.departed", "person.left_game"}), _forget_leavers_of_batch)
