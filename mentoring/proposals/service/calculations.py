"""Asks for calculations, cancels them, and asks again for those that a worker left."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.dialects.postgresql import insert

from app.kernel import clock
from app.kernel.database import session
from app.kernel.errors import Conflict
from app.kernel.jobs import enqueue_job
from mentoring.proposals.models import Calculation
from mentoring.proposals.queries import calculations
from mentoring.proposals.queries.calculations import UNDER_WAY
from mentoring.rounds.models import Round
from mentoring.rounds.queries import steady_round


class NotMatching(Conflict):
    """A round is calculated by hand between the end of volunteering and the first proposals."""


def ask_for_calculation(round_: Round) -> None:
    """Ask for one; while one is under way, or waits, it is that one."""
    if steady_round(round_.id).state != "matching":
        raise NotMatching(
            "This round is not being matched: close volunteering first, or let the daily calculation work."
        )
    _ask(round_.id)


def ask_at_beat(round_id: int, beat_at: datetime) -> bool:
    """Ask for the calculation of a beat, once for each; False when it was asked already, or another is under way."""
    return _ask(round_id, beat_at=beat_at)


def cancel_calculation(round_: Round) -> None:
    """Cancel what is under way: the worker hears of it at its next step, and keeps nothing."""
    ended = update(Calculation).where(Calculation.round_id == round_.id, Calculation.state.in_(UNDER_WAY))
    session().execute(ended.values(state="cancelled", ended_at=clock.now(), claimed_until=None))


def ask_for_due() -> None:
    """Ask RQ, after the commit, for each calculation that nobody started or whose worker has been silent for too long."""
    for calculation_id in calculations.list_due(clock.now()):
        enqueue_job("mentoring.calculate", calculation_id, once=f"calculation:{calculation_id}")


def _ask(round_id: int, beat_at: datetime | None = None) -> bool:
    asked = insert(Calculation).values(round_id=round_id, asked_at=clock.now(), beat_at=beat_at)
    made = session().scalar(asked.on_conflict_do_nothing().returning(Calculation.id))
    if made is not None:
        enqueue_job("mentoring.calculate", made, once=f"calculation:{made}")
    return made is not None
