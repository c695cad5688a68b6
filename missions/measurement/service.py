"""Derives progress from the facts in any order of arrival, and appends completions to the journal."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import fields, replace
from datetime import date, datetime

import orjson
from sqlalchemy import TextClause

from app.journal.service import NewFact, append_facts
from app.kernel.database import session
from missions import queries
from missions.measurement import statements
from missions.measurement.queries.comparison import (
    ProgressChange,
    select_later_progress_changes,
    select_progress_changes,
)
from missions.path_completion.service import settle_paths_of_enrolments
from missions.queries import EnrolmentsAndFacts

CHANGE_COLUMNS = tuple(field.name for field in fields(ProgressChange))


def update_progress_and_completions(enrolment_ids: Iterable[int]) -> None:
    """Derive the progress of these enrolments again from all their facts, and append facts for each completion that appeared, moved or went.

    They are locked first, in order: two measures of one enrolment take turns, and the later one
    sees every fact that the earlier one saw.
    """
    ids = sorted(set(enrolment_ids))
    if ids:
        queries.lock_enrolments(ids)
        _store_progress_changes(_list_changes_from_all_facts(ids))


def update_progress_after_facts(concerned: EnrolmentsAndFacts, *, anew: Collection[int], compares_only: bool) -> None:
    """The same, adding these facts to the counts that they come after; the enrolments `anew`, and all when it `compares_only`, are derived again.

    With `compares_only`, what a count remembers is repaired where it is wrong, and not written where there is nothing yet.
    """
    ids = sorted({*concerned.enrolment_ids, *anew})
    if not ids:
        return
    queries.lock_enrolments(ids)
    later = [] if compares_only else [number for number in ids if number not in anew]
    added, to_count = _list_changes_by_later_facts(later, concerned.fact_ids)
    rest = sorted({*ids} - {*later} | {*to_count})
    _store_progress_changes([*added, *_list_changes_from_all_facts(rest, compares_only=compares_only)])


def take_back_completions(changes: Sequence[ProgressChange]) -> None:
    """Append the facts that take back these completions, which nothing counts any more."""
    append_facts([fact for row in changes for fact in _build_completion_facts(row)])


def _list_changes_from_all_facts(ids: Sequence[int], *, compares_only: bool = False) -> list[ProgressChange]:
    if not ids:
        return []
    given = {"ids": ids, "compares_only": compares_only}
    return [ProgressChange(**row) for row in session().execute(select_progress_changes(), given).mappings()]


def _list_changes_by_later_facts(ids: Sequence[int], fact_ids: Sequence[int]) -> tuple[list[ProgressChange], list[int]]:
    """What the facts add, and the enrolments to count from all their facts instead."""
    if not ids:
        return [], []
    rows = session().execute(select_later_progress_changes(), {"ids": ids, "facts": fact_ids}).mappings().all()
    changes = [{name: row[name] for name in CHANGE_COLUMNS} for row in rows if not row["counts_anew"]]
    return [ProgressChange(**change) for change in changes], [row["id"] for row in rows if row["counts_anew"]]


def _store_progress_changes(moved: list[ProgressChange]) -> None:
    if not moved:
        return
    completions = [row for row in moved if row.number is not None]
    _store_changed_rows(statements.STORE_PROGRESS, list({row.id: row for row in moved}.values()))
    _store_changed_rows(
        statements.STORE_COMPLETIONS,
        [replace(row, announcements=row.announcements + (row.now_at is not None)) for row in completions],
    )
    append_facts([fact for row in completions for fact in _build_completion_facts(row)])
    settle_paths_of_enrolments([row.id for row in completions])


def _store_changed_rows(statement: TextClause, rows: list[ProgressChange]) -> None:
    if rows:
        session().execute(statement, {"rows": orjson.dumps(rows).decode()})


def _build_completion_facts(row: ProgressChange) -> Iterator[NewFact]:
    """The old completion is undone before the new one is appended: the journal never holds both."""
    if row.was_at is not None:
        old = _build_completed_fact(row, row.announcements, row.was_at)
        yield replace(
            old,
            kind="mission.reopened",
            source_key=f"reopened:{_completion_key(row, row.announcements)}",
            undoes=old.source_key,
        )
    if row.now_at is not None:
        yield _build_completed_fact(row, row.announcements + 1, row.now_at)


def _build_completed_fact(row: ProgressChange, announcement: int, completed_at: datetime) -> NewFact:
    return NewFact(
        kind="mission.completed",
        source_key=f"completed:{_completion_key(row, announcement)}",
        occurred_at=completed_at,
        actor_id=row.person_id,
        object=f"mission:{row.slug}",
        body={"points": row.points},
    )


def _completion_key(row: ProgressChange, announcement: int) -> str:
    """The unique part of the source key; a repeated mission names the period and the number too."""
    if row.completion_on == date(1, 1, 1):
        return f"{row.id}:{announcement}"
    return f"{row.id}:{row.completion_on}:{row.number}:{announcement}"
