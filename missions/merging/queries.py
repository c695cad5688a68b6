"""Reads what two people who are merged both did of missions and paths."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import text

from app.kernel.database import session
from app.people.rows import PersonMerge
from missions.measurement.queries.comparison import ProgressChange
from missions.merging import statements
from missions.path_completion.service import PathCompletionChange


def list_double_enrolments(merge: PersonMerge) -> list[tuple[int, int]]:
    """Of each mission that both began, the enrolment that stays and the other."""
    rows = session().execute(text(statements.DOUBLE_ENROLMENTS), merge.parameters)
    return [(row.id, row.other_id) for row in rows]


def list_completions_to_take_back(enrolment_ids: Sequence[int]) -> list[ProgressChange]:
    """The completions of these enrolments that stand, each as one that goes."""
    rows = session().execute(text(statements.STANDING_COMPLETIONS), {"others": list(enrolment_ids)})
    return [
        ProgressChange(
            id=row.id,
            person_id=row.person_id,
            slug=row.slug,
            completion_on=row.period_on,
            number=row.number,
            was_at=row.completed_at,
            now_at=None,
            announcements=row.announcements,
            points=0,
            done=0,
            times_done=0,
            period_on=None,
            completed_at=None,
            counted_as=None,
            last_counted_at=None,
            counted_keys=None,
        )
        for row in rows
    ]


def list_paths_to_take_back(merge: PersonMerge) -> list[PathCompletionChange]:
    """The paths that both completed, as completions of the merged person that go."""
    rows = session().execute(text(statements.LOSING_PATHS), merge.parameters)
    return [
        PathCompletionChange(
            person_id=merge.merged_id,
            path_id=row.path_id,
            slug=row.slug,
            title=row.title,
            announcements=row.announcements,
            was_at=row.completed_at,
            now_at=None,
            mission_ids=row.mission_ids,
        )
        for row in rows
    ]
