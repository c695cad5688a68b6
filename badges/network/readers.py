"""The reader that takes back what leavers showed, and lets the feed tell of pauses."""

from __future__ import annotations

from app.journal.reader import Batch, Reader
from badges.network.service import take_back_of_leavers, tell_of_pauses


def _follow_people_of_batch(batch: Batch) -> None:
    take_back_of_leavers(batch.ids)
    tell_of_pauses(batch.ids)


FOLLOWED = frozenset({"person.departed", "person.left_game", "person.paused", "person.resumed"})

reader = Reader("shown-awards", FOLLOWED, _follow_people_of_batch)
