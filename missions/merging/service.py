"""Settles the missions, the evidence and the paths of two people who are merged."""

from __future__ import annotations

from sqlalchemy import text

from app.kernel.database import session
from app.people.merging.service.move import execute_for_merge, move_rows
from app.people.rows import PersonMerge
from missions.measurement.service import take_back_completions
from missions.merging import queries, statements
from missions.path_completion.service import settle_paths_of_people, take_back_paths


def settle_missions(merge: PersonMerge) -> None:
    """Keep one enrolment of each mission that both began; the reader counts it from the facts of both."""
    double = queries.list_double_enrolments(merge)
    ids = {"ids": [kept for kept, _ in double], "others": [other for _, other in double]}
    session().execute(text(statements.JOIN_WINDOWS), ids)
    take_back_completions(queries.list_completions_to_take_back(ids["others"]))
    session().execute(text(statements.DELETE_ENROLMENTS), {"others": ids["others"]})
    execute_for_merge((*statements.FORGET_COUNTS, *statements.SETTLE_EVIDENCE), merge)
    _settle_paths(merge)


def _settle_paths(merge: PersonMerge) -> None:
    """A path stays completed once: what each completed before may be completed by the missions of both now."""
    execute_for_merge(statements.TAKE_PATHS, merge)
    take_back_paths(queries.list_paths_to_take_back(merge))
    move_rows(statements.MERGED_ROWS, merge)
    settle_paths_of_people([merge.kept_id])
