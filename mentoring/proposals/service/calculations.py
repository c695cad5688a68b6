"""Requests and cancels calculations, and enqueues again those that a worker left."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.dialects.postgresql import insert

from app.kernel import clock
from app.kernel.database import session
from app.kernel.errors import Conflict
from app.kernel.jobs import enqueue_job_after_commit
from mentoring.proposals.models import Calculation
from mentoring.proposals.queries import calculations
from mentoring.proposals.queries.calculations import UNDER_WAY
from mentoring.rounds.models import Round
from mentoring.rounds.queries import lock_round_shared


class RoundNotMatching(Conflict):
    """A calculation by hand is possible only between the end of volunteering and the first proposals."""


def request_calculation(round_: Round) -> None:
    """Request a calculation. Idempotent while one waits or runs."""
    if lock_round_shared(round_.id).state != "matching":
        raise RoundNotMatching(
            "This round is not being matched: close volunteering first, or let the daily calculation work."
        )
    _insert_and_enqueue_calculation(round_.id)


def request_daily_calculation(round_id: int, daily_cycle_at: datetime) -> bool:
    """Request the calculation of a daily cycle, once for each cycle; False if it exists already or another is under way."""
    return _insert_and_enqueue_calculation(round_id, daily_cycle_at=daily_cycle_at)


def cancel_calculation(round_: Round) -> None:
    """Cancel the calculation under way: the worker stops at its next report, and saves nothing."""
    ended = update(Calculation).where(Calculation.round_id == round_.id, Calculation.state.in_(UNDER_WAY))
    session().execute(ended.values(state="cancelled", ended_at=clock.now(), claimed_until=None))


def enqueue_due_calculations() -> None:
    """Enqueue each calculation that was never started or whose claim has expired, after the commit."""
    for calculation_id in calculations.list_due_calculation_ids(clock.now()):
        enqueue_job_after_commit("mentoring.calculate", calculation_id, once=f"calculation:{calculation_id}")


def _insert_and_enqueue_calculation(round_id: int, daily_cycle_at: datetime | None = None) -> bool:
    request = insert(Calculation).values(round_id=round_id, asked_at=clock.now(), daily_cycle_at=daily_cycle_at)
    made = session().scalar(request.on_conflict_do_nothing().returning(Calculation.id))
    if made is not None:
        enqueue_job_after_commit("mentoring.calculate", made, once=f"calculation:{made}")
    return made is not None
