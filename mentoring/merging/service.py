"""Settles the pairs, proposals and wishes of two people who are merged."""

from __future__ import annotations

from sqlalchemy import text

from app.kernel.database import session
from app.people.merging.service.move import execute_for_merge
from app.people.rows import PersonMerge
from mentoring.merging.statements import PAIRS_TO_END, SETTLE_MENTORING
from mentoring.pairs.queries.members import lock_active_pairs_of_people
from mentoring.pairs.service.ending import end_pair


def settle_mentoring(merge: PersonMerge) -> None:
    """End the pair of the two with each other, and the second of two pairs with one colleague; wishes to be left alone hold."""
    to_end = set(session().scalars(text(PAIRS_TO_END), merge.parameters))
    for pair in lock_active_pairs_of_people([merge.merged_id]):
        if pair.id in to_end:
            end_pair(pair)
    session().flush()
    execute_for_merge(SETTLE_MENTORING, merge)
