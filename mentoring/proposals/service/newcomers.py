"""A rolling round proposes at once: the best that is free at this moment for whoever has just volunteered."""

from __future__ import annotations

from sqlalchemy.dialects.postgresql import insert

from app.kernel.application import current_settings
from app.kernel.database import session
from mentoring.proposals.models import Unmatched
from mentoring.proposals.newcomers import pick
from mentoring.proposals.queries import calculations, places
from mentoring.proposals.service.book import book
from mentoring.proposals.service.release import put_out
from mentoring.rounds.queries import steady_round


def welcome_newcomers(round_id: int) -> int:
    """Look at each newcomer once; how many seniors are asked. Whom this finds nobody for, the calculation of the next beat looks at."""
    round_ = steady_round(round_id)
    newcomers = calculations.list_newcomers(round_id)
    if not newcomers:
        return 0
    intake = places.read_intake(round_, least=current_settings().smallest_group)
    book(round_, pick(intake, newcomers, calculations.prices_of(round_.id)))
    seen = insert(Unmatched).values([{"round_id": round_.id, "person_id": one, "told": {}} for one in newcomers])
    session().execute(seen.on_conflict_do_nothing())
    return put_out(round_)
