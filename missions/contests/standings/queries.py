"""Reads of standings."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select, text

from app.kernel.database import session
from missions.contests.models import ContestParticipant
from missions.contests.standings import statements
from missions.contests.standings.models import ContestStanding
from missions.contests.standings.scoring import MovingLine, SortedFacts, list_kinds_to_judge


def list_moving_lines() -> list[MovingLine]:
    """The scoring lines of every contest whose totals still move."""
    return [MovingLine(*row) for row in session().execute(text(statements.LIST_LINES))]


def sort_facts(fact_ids: Sequence[int], counted: frozenset[str]) -> SortedFacts:
    """Those of the facts that matter where these kinds are counted, by how they are counted."""
    parameters = {"batch": list(fact_ids), "kinds": list_kinds_to_judge(counted)}
    rows = session().execute(text(statements.SORT_FACTS), parameters).all()
    events = [row for row in rows if not row.is_about_points]
    return SortedFacts(
        unrelated=[row.id for row in events if row.is_unrelated and row.kind in counted],
        related=[row.id for row in events if not row.is_unrelated],
        credits=[row.id for row in rows if row.is_about_points],
    )


def find_standing(contest_id: int, person_id: int) -> ContestStanding | None:
    """What this person has; None for whoever does not take part."""
    return session().get(ContestStanding, (contest_id, person_id))


def list_participant_ids(contest_id: int) -> Sequence[int]:
    """Who takes part, in the order of their ids."""
    listed = select(ContestParticipant.person_id).where(ContestParticipant.contest_id == contest_id)
    return session().scalars(listed.order_by(ContestParticipant.person_id)).all()
