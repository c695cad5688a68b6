"""Proposes to newcomers of a rolling round at once."""

from __future__ import annotations

from sqlalchemy.dialects.postgresql import insert

from app.kernel.application import current_settings
from app.kernel.database import session
from mentoring.proposals.models import UnmatchedPerson
from mentoring.proposals.newcomers import match_newcomers
from mentoring.proposals.queries import calculations, places
from mentoring.proposals.service.book import store_possible_proposals
from mentoring.proposals.service.release import release_ready_proposals
from mentoring.rounds.queries import lock_round_shared
from mentoring.volunteers.service import resolve_avoidances_of_round


def propose_to_newcomers(round_id: int) -> int:
    """Match each newcomer once, and return how many seniors are asked. The next daily calculation includes the others."""
    round_ = lock_round_shared(round_id)
    newcomers = calculations.list_newcomer_ids(round_id)
    if not newcomers:
        return 0
    resolve_avoidances_of_round(round_.id)
    matching_input = places.read_matching_input(round_, least=current_settings().smallest_group)
    store_possible_proposals(
        round_, match_newcomers(matching_input, newcomers, calculations.read_last_scarcity_prices_of_juniors(round_.id))
    )
    considered = insert(UnmatchedPerson).values(
        [{"round_id": round_.id, "person_id": person_id, "explanation": {}} for person_id in newcomers]
    )
    session().execute(considered.on_conflict_do_nothing())
    return release_ready_proposals(round_)
