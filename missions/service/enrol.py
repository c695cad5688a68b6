"""Enrols people in missions: on joining, by a new path or mission, by a move; never twice."""

from __future__ import annotations

from collections.abc import Sequence

from app.kernel import clock
from app.kernel.database import session
from missions import queries, statements
from missions.measurement.service import update_progress_and_completions


def enrol_people_in_missions(person_ids: Sequence[int]) -> list[int]:
    """Enrol these people, if they take part, in everything that reaches them; returns the new enrolments, not measured yet."""
    return _insert_enrolments(people=list(person_ids), missions=None) if person_ids else []


def enrol_person_and_measure(person_id: int) -> None:
    """Enrol a person who joins in everything that reaches them, and count earlier facts: the reader does the same for others."""
    enrol_people_in_missions([person_id])
    update_progress_and_completions(queries.list_enrolment_ids_of_people([person_id]))


def enrol_everyone_in_missions(mission_ids: Sequence[int] | None = None) -> int:
    """Enrol everyone in these missions, or all, that reach them, and count earlier facts; returns how many were new."""
    opened = _insert_enrolments(people=None, missions=None if mission_ids is None else list(mission_ids))
    update_progress_and_completions(opened)
    return len(opened)


def extend_enrolments_after_pauses(fact_ids: Sequence[int]) -> list[int]:
    """Extend windows by the pauses that these facts end; returns the extended enrolments, not measured yet."""
    return list(session().execute(statements.EXTEND_AFTER_PAUSES, {"batch": list(fact_ids)}).scalars())


def _insert_enrolments(*, people: list[int] | None, missions: list[int] | None) -> list[int]:
    given = {"now": clock.now(), "people": people, "missions": missions}
    return list(session().execute(statements.ENROL, given).scalars())
