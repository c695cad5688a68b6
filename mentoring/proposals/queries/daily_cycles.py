"""Reads which rounds have a daily cycle to run."""

from __future__ import annotations

from sqlalchemy import exists, select

from app.kernel.database import session
from mentoring.proposals.models import Calculation
from mentoring.proposals.queries.calculations import list_proposing_or_running_rounds
from mentoring.rounds.queries import compute_last_cycle_time_of_round


def list_round_ids_with_new_cycle() -> list[int]:
    """The rounds whose latest daily cycle has no calculation yet."""
    return [round_.id for round_ in list_proposing_or_running_rounds() if not _has_last_cycle_begun(round_.id)]


def _has_last_cycle_begun(round_id: int) -> bool:
    cycle_at = compute_last_cycle_time_of_round(round_id)
    begun = select(exists().where(Calculation.round_id == round_id, Calculation.daily_cycle_at == cycle_at))
    return bool(session().scalar(begun))
