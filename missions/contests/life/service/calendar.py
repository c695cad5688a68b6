"""The first steps of the clock: a contest opens and closes at its moments, also where the clock comes late."""

from __future__ import annotations

from app.kernel.database import session
from missions.contests.life import queries
from missions.contests.life.service.amend import apply_ended_crises
from missions.contests.life.service.announcements import append_contest_fact
from missions.contests.life.shift import compute_freeze_moment
from missions.contests.queries import get_terms, lock_contest
from missions.contests.standings.service.groups import freeze_heads
from missions.contests.states import CONTEST_LIFECYCLE, ContestState


def open_contest_if_due(contest_id: int) -> None:
    """Open a contest whose moment has come, and keep how many people each of its groups has. Idempotent."""
    contest = lock_contest(contest_id)
    apply_ended_crises(contest)
    if not queries.is_contest_due(contest, ContestState.PUBLISHED):
        return
    assert contest.opens_at is not None, "A published contest has its dates."
    contest.state = CONTEST_LIFECYCLE.state_after_step("open", contest.state)
    contest.opened_at, contest.due_at = contest.opens_at, contest.closes_at
    session().flush()
    freeze_heads(contest)
    append_contest_fact(contest, "contest.opened", at=contest.opens_at)


def close_contest_if_due(contest_id: int) -> None:
    """Close a contest whose last second is over; what was done before and arrives in time still counts. Idempotent."""
    contest = lock_contest(contest_id)
    apply_ended_crises(contest)
    if not queries.is_contest_due(contest, ContestState.OPEN):
        return
    assert contest.closes_at is not None, "A published contest has its dates."
    contest.state = CONTEST_LIFECYCLE.state_after_step("close", contest.state)
    contest.closed_at = contest.closes_at
    contest.due_at = compute_freeze_moment(get_terms(contest).calendar)
    session().flush()
    append_contest_fact(contest, "contest.closed", at=contest.closes_at)
