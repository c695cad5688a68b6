"""Measures progress from the facts, whatever order they came in, and announces completions in the journal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime

import orjson
from sqlalchemy import text

from app.journal.service import NewFact, append
from app.kernel.database import session
from missions import queries
from missions.queries import Measured

STORE = text(
    """
    update enrolment e
    set done = new.done, completed_at = new.completed_at, completions = new.completions
    from jsonb_to_recordset(cast(:rows as jsonb)) as new (id bigint, done bigint, completed_at timestamptz, completions bigint)
    where e.id = new.id
    """
)


def measure(enrolment_ids: Iterable[int]) -> None:
    """Derive again the progress of these enrolments, and announce each completion that appeared, moved or went.

    They are locked first, in order: two measures of one enrolment take turns, and the later one
    sees every fact that the earlier one saw.
    """
    ids = sorted(set(enrolment_ids))
    if not ids:
        return
    queries.lock_enrolments(ids)
    changed = [row for row in queries.measured(ids) if row.has_changed]
    if changed:
        session().execute(STORE, {"rows": orjson.dumps([_stored(row) for row in changed]).decode()})
        append([fact for row in changed for fact in _announcements(row)])


def _stored(row: Measured) -> dict[str, object]:
    return {
        "id": row.id,
        "done": row.done,
        "completed_at": row.reached_at,
        "completions": row.completions + row.is_announced,
    }


def _announcements(row: Measured) -> Iterator[NewFact]:
    """The old completion is taken back before the new one is told: the journal never holds both."""
    if row.completed_at is not None and row.completion_moved:
        old = _completion(row, row.completions, row.completed_at)
        key = f"reopened:{row.id}:{row.completions}"
        yield replace(old, kind="mission.reopened", source_key=key, undoes=old.source_key)
    if row.is_announced:
        assert row.reached_at is not None, "Only a completion is announced."
        yield _completion(row, row.completions + 1, row.reached_at)


def _completion(row: Measured, number: int, completed_at: datetime) -> NewFact:
    return NewFact(
        kind="mission.completed",
        source_key=f"completed:{row.id}:{number}",
        occurred_at=completed_at,
        actor_id=row.person_id,
        object=f"mission:{row.slug}",
        body={"points": row.points},
    )
