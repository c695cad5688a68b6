"""Reads of standings."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select, text

from app.kernel.database import session
from missions.contests.models import ContestParticipant
from missions.contests.standings import statements
from missions.contests.standings.models import ContestStanding
from missions.contests.standings.scoring import MovingLine


def list_moving_lines() -> list[MovingLine]:
    """The scoring lines of every contest whose totals still move."""
    return [MovingLine(*row) for row in session().execute(text(statements.LIST_LINES))]


def list_fact_ids_of_kinds(fact_ids: Sequence[int], kinds: Sequence[str]) -> list[int]:
    """Those of the facts that are of one of these kinds."""
    return list(session().scalars(text(statements.SELECT_FACTS_OF_KINDS), {"batch": fact_ids, "kinds": kinds}))


def find_standing(contest_id: int, person_id: int) -> ContestStanding | None:
    """What this person has; None for whoever does not take part."""
    return session().get(ContestStanding, (contest_id, person_id))


def list_participant_ids(contest_id: int) -> Sequence[int]:
    """Who takes part, in the order of their ids."""
    listed = select(ContestParticipant.person_id).where(ContestParticipant.contest_id == contest_id)
    return session().scalars(listed.order_by(ContestParticipant.person_id)).all()
