"""Reads of a round for the follow-up: counts of groups, without names, answers or refusals."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import text

from app.kernel.application import current_settings
from app.kernel.database import session
from mentoring.programme.follow_up import statements
from mentoring.programme.follow_up.figures import (
    RegionHeadcount,
    SkillSupplyAndDemand,
    build_supply_and_demand_of_skill,
    compute_coarse_percentage,
    compute_coarse_sessions_per_pair,
    hide_small_count,
    merge_small_regions,
)

WILLING = "yes"
"""The final answer of a person who would continue or do it again."""

_COUNTS, _REGIONS, _SKILLS = (
    text(statement) for statement in (statements.COUNTS, statements.REGIONS, statements.SKILLS)
)


@dataclass(frozen=True, kw_only=True)
class RoundCounts:
    """The counts of a round; a count is None while it is about too few people."""

    seniors: int | None
    juniors: int | None
    prepared: int | None
    places: int | None
    calculations: int
    calculated_at: datetime | None
    proposals: int | None
    pairs: int | None
    sessions: int | None
    sessions_per_pair: float | None
    matched: int | None
    willing: int | None


def read_round_counts_hiding_small_groups(round_id: int) -> RoundCounts:
    """The counts of a round, without those of small groups."""
    least = current_settings().smallest_group
    row = session().execute(_COUNTS, {"round_id": round_id, "willing": WILLING}).one()
    has_pairs = 2 * row.pairs >= least
    return RoundCounts(
        seniors=hide_small_count(row.seniors, least),
        juniors=hide_small_count(row.juniors, least),
        prepared=_hide_small_part_or_rest(row.prepared, row.juniors, least),
        places=row.places if _hide_small_part_or_rest(row.prepared, row.juniors, least) else None,
        calculations=row.calculations,
        calculated_at=row.calculated_at,
        proposals=row.proposals if 2 * row.proposals >= least or not row.proposals else None,
        pairs=row.pairs if has_pairs or not row.pairs else None,
        sessions=row.sessions if has_pairs or not row.pairs else None,
        sessions_per_pair=compute_coarse_sessions_per_pair(row.sessions, row.pairs, least),
        matched=compute_coarse_percentage(row.pairs, row.seniors, least) if has_pairs else None,
        willing=compute_coarse_percentage(row.willing, row.answers, least),
    )


def read_region_headcounts_by_side(round_id: int) -> dict[str, list[RegionHeadcount]]:
    """The volunteers of each side by region, small regions merged; a side that is too small has no groups."""
    groups_by_side: dict[str, list[RegionHeadcount]] = {"senior": [], "junior": []}
    for row in session().execute(_REGIONS, {"round_id": round_id}):
        groups_by_side[row.side].append(RegionHeadcount(row.name, row.people))
    return {
        side: merge_small_regions(groups, current_settings().smallest_group) for side, groups in groups_by_side.items()
    }


def list_skill_supply_and_demand(round_id: int) -> list[SkillSupplyAndDemand]:
    """Wishes and offers by skill; skills without either are left out."""
    least = current_settings().smallest_group
    rows = session().execute(_SKILLS, {"round_id": round_id})
    return [
        build_supply_and_demand_of_skill(row.name, wishes=row.wishes, offers=row.offers, smallest=least) for row in rows
    ]


def _hide_small_part_or_rest(part: int, whole: int, least: int) -> int | None:
    """A part of a whole; None unless the part and the rest are each 0 or large enough."""
    return hide_small_count(part, least) if whole - part == 0 or whole - part >= least else None
