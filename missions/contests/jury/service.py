"""The use cases of a juror: fill in a sheet, change it, or declare a conflict instead."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy.dialects.postgresql import insert

from app.kernel import clock
from app.kernel.database import session
from app.kernel.errors import Conflict, FieldError, Invalid
from missions.contests.jury.models import JurySheet
from missions.contests.jury.queries import get_desk_line, get_terms_of_juror
from missions.contests.jury.scoring import CRITERIA, MARKS
from missions.contests.models import Contest
from missions.contests.queries import lock_contest
from missions.contests.states import ContestState


class JuryNotSitting(Conflict):
    """Sheets are filled in from the opening of a contest until its result is made."""


class MarksMissing(Invalid):
    """A sheet has a mark of 1 to 5 by each criterion."""


def save_sheet(contest: Contest, idea_id: int, juror_id: int, marks: Mapping[str, str]) -> None:
    """Keep the marks of a juror for an idea, in the place of earlier ones. MarksMissing names each criterion without a mark."""
    _check_jury_sits(contest, juror_id)
    get_desk_line(contest.id, idea_id, juror_id)
    wrong = [name for name in CRITERIA if marks.get(name) not in {str(mark) for mark in MARKS}]
    if wrong:
        raise MarksMissing(
            "Some marks are missing.", errors=[FieldError(f"/{name}", "Choose 1 to 5.") for name in wrong]
        )
    _store_sheet(idea_id, juror_id, is_in_conflict=False, **{name: int(marks[name]) for name in CRITERIA})


def declare_conflict(contest: Contest, idea_id: int, juror_id: int) -> None:
    """Say that one is too close to an idea or to its author to judge it; earlier marks go. Idempotent."""
    _check_jury_sits(contest, juror_id)
    get_desk_line(contest.id, idea_id, juror_id)
    _store_sheet(idea_id, juror_id, is_in_conflict=True, **dict.fromkeys(CRITERIA))


def _check_jury_sits(contest: Contest, juror_id: int) -> None:
    """Locks the contest: no sheet changes while the result is made."""
    get_terms_of_juror(contest, juror_id)
    if lock_contest(contest.id).state not in (ContestState.OPEN, ContestState.CLOSED):
        raise JuryNotSitting("The result is made, or the contest is not open yet.")


def _store_sheet(idea_id: int, juror_id: int, **values: int | bool | None) -> None:
    row = {"idea_id": idea_id, "juror_id": juror_id, "saved_at": clock.now(), **values}
    sheet = insert(JurySheet).values(row)
    session().execute(sheet.on_conflict_do_update(index_elements=["idea_id", "juror_id"], set_=row))
