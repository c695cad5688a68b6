"""Enrols people in missions: on joining, by a new path or mission, by a move; never twice."""

from __future__ import annotations

from collections.abc import Sequence

from app.kernel import clock
from app.kernel.database import session
from app.people.changes.service import PersonChangeReader, take_changed_people
from missions import queries, statements
from missions.measurement.service import update_progress_and_completions
from missions.path_completion.service import settle_paths_of_people


def enrol_people_in_missions(person_ids: Sequence[int]) -> list[int]:
    """Enrol these people, if they take part, in everything that reaches them; returns the new enrolments, not measured yet."""
    given = {"now": clock.now(), "people": list(person_ids)}
    return list(session().execute(statements.ENROL_PEOPLE, given).scalars()) if person_ids else []


def enrol_person_and_measure(person_id: int) -> None:
    """Enrol a person who joins in everything that reaches them, and count earlier facts: the reader does the same for others."""
    enrol_people_in_missions([person_id])
    update_progress_and_completions(queries.list_enrolment_ids_of_people([person_id]))


def enrol_everyone_in_missions(mission_ids: Sequence[int] | None = None) -> int:
    """Enrol everyone in these missions, or all, that reach them, and count earlier facts; returns how many were new."""
    session().execute(statements.LOCK_ENROLMENTS_FOR_NEW_MISSIONS)
    given = {"now": clock.now(), "missions": None if mission_ids is None else list(mission_ids)}
    opened = list(session().execute(statements.ENROL_EVERYBODY, given).scalars())
    update_progress_and_completions(opened)
    return len(opened)


def enrol_changed_people_in_missions() -> int:
    """Enrol those who changed since the last call in everything that reaches them now; returns how many enrolments are new.

    Whom a mission reaches follows from the person and the mission alone, never from the time: a mission that changes enrols
    everybody at once, and a person who changes is enrolled here. A path that reaches them now may be completed already.
    """
    session().execute(statements.LOCK_ENROLMENTS_FOR_CHANGED_PEOPLE)
    changed = take_changed_people(PersonChangeReader.ENROLMENTS)
    opened = enrol_people_in_missions(changed)
    update_progress_and_completions(opened)
    settle_paths_of_people(changed)
    return len(opened)


def extend_enrolments_after_pauses(fact_ids: Sequence[int]) -> list[int]:
    """Extend windows by the pauses that these facts end; returns the extended enrolments, not measured yet."""
    if not fact_ids:
        return []
    return list(session().execute(statements.EXTEND_AFTER_PAUSES, {"batch": list(fact_ids)}).scalars())
