"""Settles the thanks of two people who are merged."""

from __future__ import annotations

from sqlalchemy import text

from app.journal.service import NewFact, append_facts
from app.kernel import clock
from app.kernel.database import session
from app.people.merging.service.move import execute_for_merge
from app.people.rows import PersonMerge
from badges.thanks.merging.statements import SETTLE_THANKS, THANKS_BETWEEN


def settle_thanks(merge: PersonMerge) -> None:
    """Delete what the two wrote to each other, with the sign that it was; whom either wants no thanks from, both do not."""
    tokens = session().scalars(text(THANKS_BETWEEN), merge.parameters).all()
    append_facts([_build_undo_of_thanks(merge.kept_id, token) for token in tokens])
    execute_for_merge(SETTLE_THANKS, merge)


def _build_undo_of_thanks(person_id: int, token: str) -> NewFact:
    return NewFact(
        kind="activity.undone",
        source_key=f"merged:thanks:{token}",
        undoes=f"thanks:{token}",
        actor_id=person_id,
        occurred_at=clock.now(),
    )
