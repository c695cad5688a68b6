"""Ends the time to volunteer for a round, and reads again whom its volunteers avoid."""

from __future__ import annotations

from app.kernel.database import session
from app.kernel.errors import Conflict
from mentoring.rounds.models import Round
from mentoring.rounds.queries import lock_round
from mentoring.rounds.service import move_round_to_matching
from mentoring.rounds.states import RoundState
from mentoring.volunteers.queries.volunteers import has_ready_senior_and_junior
from mentoring.volunteers.statements import RESOLVE_AVOIDANCES_OF_ROUND


class OneSideIsEmpty(Conflict):
    """One side of the round has no ready volunteer."""


def close_volunteering(round_: Round) -> Round:
    """End volunteering and start matching (a rolling round stays open to newcomers); OneSideIsEmpty if a side has no ready volunteer."""
    round_ = lock_round(round_.id)
    if round_.state == RoundState.OPEN and not has_ready_senior_and_junior(round_.id):
        raise OneSideIsEmpty("Nobody can be matched yet: one side has no volunteer who is ready.")
    return move_round_to_matching(round_)


def resolve_avoidances_of_round(round_id: int) -> None:
    """Add the colleagues whom the lines of the round's volunteers name by now: people arrive and change their names. Idempotent."""
    session().execute(RESOLVE_AVOIDANCES_OF_ROUND, {"round_id": round_id})
