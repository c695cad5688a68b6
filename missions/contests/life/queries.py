"""Reads of a contest's life: what is due, its results, objections to them, crises, and whom to tell."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select, text

from app.kernel import clock
from app.kernel.database import session
from app.kernel.errors import NotFound
from app.kernel.ownership import OwnRows
from app.people.crisis.models import Crisis
from missions.contests.life import statements
from missions.contests.life.models import ContestObjection, ContestResult
from missions.contests.models import Contest, ContestParticipant


class NoSuchResult(NotFound):
    """The contest has no result of that number."""


class NoSuchObjection(NotFound):
    """Nobody objected to this contest under that number."""


OBJECTIONS_OF_CONTEST = OwnRows(
    ContestObjection,
    lambda contest_id: ContestObjection.contest_id == contest_id,
    lambda: NoSuchObjection("There is no such objection."),
)
"""The objections to the results of a contest."""


def list_due_contest_ids(state: str, now: datetime) -> Sequence[int]:
    """The contests in that state whose next step is due: no crisis holds it up, and no objection waits for an answer."""
    return session().scalars(text(statements.DUE_CONTESTS), {"state": state, "now": now}).all()


def list_contest_ids_to_shift(now: datetime) -> Sequence[int]:
    """The contests whose dates a crisis that is over has to move on."""
    return session().scalars(text(statements.CONTESTS_TO_SHIFT), {"now": now}).all()


def list_crises_to_apply(contest_id: int, now: datetime) -> Sequence[Crisis]:
    """The crises that are over and have not moved the dates of this contest yet, the earliest first."""
    crises = select(Crisis).from_statement(text(statements.CRISES_TO_APPLY))
    return session().scalars(crises, {"contest_id": contest_id, "now": now}).all()


def is_contest_in_crisis(contest_id: int, now: datetime) -> bool:
    """Whether a crisis holds up this contest now."""
    return bool(session().scalar(text(statements.IN_CRISIS), {"contest_id": contest_id, "now": now}))


def count_people_in_audience(audience: str) -> int:
    """How many people an audience, as JSON, reaches today."""
    return session().scalar(text(statements.PEOPLE_IN_AUDIENCE), {"audience": audience}) or 0


def get_last_result(contest_id: int) -> ContestResult:
    """The newest result of a contest, made or promised; NoSuchResult for a draft."""
    results = select(ContestResult).where(ContestResult.contest_id == contest_id)
    result = session().scalar(results.order_by(ContestResult.number.desc()).limit(1))
    if result is None:
        raise NoSuchResult("This contest has no result.")
    return result


def list_results(contest_id: int) -> Sequence[ContestResult]:
    """Every result of a contest, made or promised, the first one first."""
    results = select(ContestResult).where(ContestResult.contest_id == contest_id)
    return session().scalars(results.order_by(ContestResult.number)).all()


def list_objections(contest_id: int) -> Sequence[ContestObjection]:
    """What was objected to a contest's results, and answered, the first one first. For HR."""
    objections = select(ContestObjection).where(ContestObjection.contest_id == contest_id)
    return session().scalars(objections.order_by(ContestObjection.id)).all()


def list_objections_of_person(contest_id: int, person_id: int) -> Sequence[ContestObjection]:
    """What this person objected to a contest's results, with the answers, the first one first."""
    own = (ContestObjection.contest_id == contest_id, ContestObjection.person_id == person_id)
    return session().scalars(select(ContestObjection).where(*own).order_by(ContestObjection.id)).all()


def has_open_objection(contest_id: int) -> bool:
    """Whether somebody waits for an answer."""
    waiting = (ContestObjection.contest_id == contest_id, ContestObjection.answered_at.is_(None))
    return bool(session().scalar(select(func.count()).select_from(ContestObjection).where(*waiting)))


def list_contests_to_answer() -> Sequence[Contest]:
    """The contests whose result somebody objected to without an answer yet, the oldest first. For HR."""
    waiting = select(ContestObjection.contest_id).where(ContestObjection.answered_at.is_(None))
    return session().scalars(select(Contest).where(Contest.id.in_(waiting)).order_by(Contest.id)).all()


def list_participant_ids_to_tell(contest: Contest) -> Sequence[int]:
    """Everybody who takes part in a contest, in the order of their ids."""
    people = select(ContestParticipant.person_id).where(ContestParticipant.contest_id == contest.id)
    return session().scalars(people.order_by(ContestParticipant.person_id)).all()


def is_contest_due(contest: Contest, state: str) -> bool:
    """Whether a locked contest is in that state and the moment of its next step has come, without a crisis."""
    now = clock.now()
    is_time = contest.state == state and contest.due_at is not None and contest.due_at <= now
    return is_time and not is_contest_in_crisis(contest.id, now)
