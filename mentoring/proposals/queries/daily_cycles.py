"""Reads of the daily cycle of a round, in the time zone of most of its volunteers."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import exists, select, text

from app.kernel import clock
from app.kernel.application import current_settings
from app.kernel.database import session
from mentoring.proposals.daily_cycle import compute_last_cycle_time, compute_next_cycle_time
from mentoring.proposals.models import Calculation
from mentoring.proposals.queries.calculations import list_proposing_or_running_rounds

_ZONE = text(
    """
    select p.time_zone from mentoring_volunteer v join member p on p.id = v.person_id
    where v.round_id = :round_id group by p.time_zone order by count(*) desc, p.time_zone limit 1
    """
)


def read_main_time_zone_of_round(round_id: int) -> str:
    """The time zone of most volunteers of a round."""
    return session().scalar(_ZONE, {"round_id": round_id}) or "Europe/Paris"


def compute_last_cycle_time_of_round(round_id: int) -> datetime:
    """The latest daily cycle of a round."""
    return compute_last_cycle_time(
        clock.now(), read_main_time_zone_of_round(round_id), current_settings().working_hours
    )


def compute_next_cycle_time_of_round(round_id: int) -> datetime:
    """The next daily cycle of a round."""
    return compute_next_cycle_time(
        clock.now(), read_main_time_zone_of_round(round_id), current_settings().working_hours
    )


def list_round_ids_with_new_cycle() -> list[int]:
    """The rounds whose latest daily cycle has no calculation yet."""
    return [round_.id for round_ in list_proposing_or_running_rounds() if not _has_last_cycle_begun(round_.id)]


def _has_last_cycle_begun(round_id: int) -> bool:
    cycle_at = compute_last_cycle_time_of_round(round_id)
    begun = select(exists().where(Calculation.round_id == round_id, Calculation.daily_cycle_at == cycle_at))
    return bool(session().scalar(begun))
