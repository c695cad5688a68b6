"""Records that a person of a pair accepts the agreement."""

from __future__ import annotations

from app.kernel import clock
from app.kernel.database import session
from mentoring.pairs.queries.members import lock_own_pair
from mentoring.pairs.service.meetings import PairOver


def accept_agreement(person_id: int, pair_id: int) -> None:
    """Accept the agreement for one person; idempotent."""
    pair = lock_own_pair(person_id, pair_id)
    if pair.state != "active":
        raise PairOver("This pair is over.")
    if person_id == pair.senior_id:
        pair.senior_agreed_at = pair.senior_agreed_at or clock.now()
    else:
        pair.junior_agreed_at = pair.junior_agreed_at or clock.now()
    session().flush()
