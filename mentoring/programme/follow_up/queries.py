"""Reads of a round for its programme's team: counts of groups, never a name, an answer or a refusal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import text

from app.kernel.application import current_settings
from app.kernel.database import session
from mentoring.programme.follow_up import statements
from mentoring.programme.follow_up.figures import Demand, Group, demand_of, merged, per_pair, share_told, told

WILLING = "yes"
"""What somebody says at the end who would go on or do it again."""

_COUNTS, _REGIONS, _SKILLS = (text(one) for one in (statements.COUNTS, statements.REGIONS, statements.SKILLS))


@dataclass(frozen=True, kw_only=True)
class Counts:
    """What is told of a round: a count of people or of what concerns them is None while they are too few."""

    seniors: int | None
    juniors: int | None
    prepared: int | None
    places: int | None
    calculations: int
    calculated_at: datetime | None
    proposals: int | None
    pairs: int | None
    sessions: int | None
    per_pair: float | None
    matched: int | None
    willing: int | None


def counts_of(round_id: int) -> Counts:
    """The counts of a round, those of small groups left out."""
    least = current_settings().smallest_group
    row = session().execute(_COUNTS, {"round_id": round_id, "willing": WILLING}).one()
    has_pairs = 2 * row.pairs >= least
    return Counts(
        seniors=told(row.seniors, least),
        juniors=told(row.juniors, least),
        prepared=_part(row.prepared, row.juniors, least),
        places=row.places if _part(row.prepared, row.juniors, least) else None,
        calculations=row.calculations,
        calculated_at=row.calculated_at,
        proposals=row.proposals if 2 * row.proposals >= least or not row.proposals else None,
        pairs=row.pairs if has_pairs or not row.pairs else None,
        sessions=row.sessions if has_pairs or not row.pairs else None,
        per_pair=per_pair(row.sessions, row.pairs, least),
        matched=share_told(row.pairs, row.seniors, least) if has_pairs else None,
        willing=share_told(row.willing, row.answers, least),
    )


def list_regions(round_id: int) -> dict[str, list[Group]]:
    """The volunteers of each side by region, small regions merged; a side that is too small is not told."""
    found: dict[str, list[Group]] = {"senior": [], "junior": []}
    for row in session().execute(_REGIONS, {"round_id": round_id}):
        found[row.side].append(Group(row.name, row.people))
    return {side: merged(groups, current_settings().smallest_group) for side, groups in found.items()}


def list_demands(round_id: int) -> list[Demand]:
    """What is wished for and offered, skill by skill; what nobody names is left out."""
    least = current_settings().smallest_group
    rows = session().execute(_SKILLS, {"round_id": round_id})
    return [demand_of(row.name, wishes=row.wishes, offers=row.offers, smallest=least) for row in rows]


def _part(part: int, whole: int, least: int) -> int | None:
    """A part of a whole that is told: only where the others, whom it leaves out, are nobody or enough people too."""
    return told(part, least) if whole - part == 0 or whole - part >= least else None
