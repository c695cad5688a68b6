"""A pair begins when both said yes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.dialects.postgresql import insert

from app.kernel import clock
from app.kernel.database import session
from mentoring.pairs.models import Pair


def start_pair(round_id: int, senior_id: int, junior_id: int, starts: Sequence[datetime]) -> None:
    """Begin a pair of two people who both said yes; asked again, it is the same pair. Two first dates at most are given."""
    assert len(starts) <= 2, "The first two."
    begun = {"round_id": round_id, "senior_id": senior_id, "junior_id": junior_id, "started_at": clock.now()}
    session().execute(insert(Pair).values(**begun).on_conflict_do_nothing())
