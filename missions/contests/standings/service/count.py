"""Keeps the running totals of participants: after new facts, when somebody joins, and for a whole contest again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import text

from app.journal.reader import Batch
from app.kernel.database import session
from missions.contests.standings import queries, statements
from missions.contests.standings.scoring import CountChange, MovingLine, add_up_moves, list_counted_kinds
from missions.contests.standings.totals import statements as totals

PEOPLE_AT_ONCE = 1000

Key = tuple[int, int]
"""A contest and a person."""


def count_batch(facts: Batch) -> None:
    """Let these facts, and what they take back or restore, count in the contests whose totals still move. Idempotent."""
    lines = queries.list_moving_lines()
    if not lines:
        return
    session().execute(text(statements.LOCK_PARTICIPANTS))
    batch = queries.sort_facts(facts.ids, list_counted_kinds(lines))
    changes = [
        *_keep_counts(statements.COUNT_UNRELATED_FACTS, batch.unrelated),
        *_keep_counts(statements.COUNT_FACTS, facts.affected.list_facts_to_judge(batch.related)),
        *_keep_counts(statements.COUNT_CREDITS, batch.credits),
    ]
    _move_totals(lines, [change for change in changes if change.line is not None])
    _add_up_totals({(change.contest_id, change.person_id) for change in changes if change.line is None})


def count_participants(contest_id: int, person_ids: Sequence[int]) -> None:
    """Count these participants from the journal alone, in the transaction in which they joined; what was kept is corrected."""
    which = {"contest_id": contest_id, "people": list(person_ids)}
    session().execute(text(statements.OPEN_STANDINGS), which)
    rows = session().execute(text(statements.COUNT_PEOPLE), which)
    changes = [CountChange(row.contest_id, row.person_id, row.line, row.occurred_at, moved=0) for row in rows]
    _apply_caps(queries.list_moving_lines(), changes)
    _add_up_totals({(contest_id, person_id) for person_id in person_ids})


def recount_contest(contest_id: int) -> None:
    """Count every participant from the journal again: after terms or dates of a contest changed. Nobody joins or leaves meanwhile."""
    session().execute(text(statements.LOCK_PARTICIPANTS))
    people = queries.list_participant_ids(contest_id)
    for start in range(0, len(people), PEOPLE_AT_ONCE):
        count_participants(contest_id, people[start : start + PEOPLE_AT_ONCE])


def _keep_counts(statement: str, fact_ids: Sequence[int]) -> list[CountChange]:
    if not fact_ids:
        return []
    return [CountChange(*row) for row in session().execute(text(statement), {"facts": list(fact_ids)})]


def _move_totals(lines: Sequence[MovingLine], changes: Sequence[CountChange]) -> None:
    if changes:
        moves = add_up_moves(changes, _apply_caps(lines, changes))
        given = {"moves": [move.by for move in moves], "latest": [move.latest for move in moves]}
        keys = _build_key_arrays([(move.contest_id, move.person_id) for move in moves])
        session().execute(text(totals.MOVE_TOTALS), keys | given)


def _apply_caps(lines: Sequence[MovingLine], changes: Sequence[CountChange]) -> list[CountChange]:
    with_cap = {(line.contest_id, line.line) for line in lines if line.is_capped}
    touched = [change for change in changes if (change.contest_id, change.line) in with_cap]
    if not touched:
        return []
    arrays = _build_key_arrays([(change.contest_id, change.person_id) for change in touched])
    places = {"lines": [change.line for change in touched], "moments": [change.occurred_at for change in touched]}
    rows = session().execute(text(totals.APPLY_CAPS), arrays | places)
    return [CountChange(row.contest_id, row.person_id, None, None, row.moved) for row in rows]


def _add_up_totals(keys: Iterable[Key]) -> None:
    arrays = _build_key_arrays(sorted(keys))
    if arrays["people"]:
        session().execute(text(totals.ADD_UP_TOTALS), arrays)


def _build_key_arrays(keys: Iterable[Key]) -> dict[str, list[object]]:
    listed = list(keys)
    return {"contests": [contest_id for contest_id, _ in listed], "people": [person_id for _, person_id in listed]}
