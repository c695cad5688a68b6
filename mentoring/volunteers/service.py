"""Ends the time to volunteer for a round."""

from __future__ import annotations

from app.kernel.errors import Conflict
from mentoring.rounds.models import Round
from mentoring.rounds.queries import lock_round
from mentoring.rounds.service import move_round_to_matching
from mentoring.rounds.states import RoundState
from mentoring.volunteers.queries.volunteers import has_ready_senior_and_junior


class OneSideIsEmpty(Conflict):
    """One side of the round has no ready volunteer."""


def close_volunteering(round_: Round) -> Round:
    """End volunteering and start matching (a rolling round stays open to newcomers); OneSideIsEmpty if a side has no ready volunteer."""
    round_ = lock_round(round_.id)
    if round_.state == RoundState.OPEN and not has_ready_senior_and_junior(round_.id):
        raise OneSideIsEmpty("Nobody can be matched yet: one side has no volunteer who is ready.")
    return move_round_to_matching(round_)
