"""Reads of a round for the follow-up: counts of groups, without names, answers or refusals."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import text

from app.kernel.database import session
from app.kernel.disclosure import Figure, get_gate
from mentoring.programme.follow_up import statements
from mentoring.programme.follow_up.figures import (
    RegionOfSide,
    RegionVolunteers,
    SkillSupplyAndDemand,
    build_supply_and_demand_of_skill,
    merge_small_regions,
    show_both_sides,
)

WILLING = "again"
"""The final answer of a person who would continue or do it again."""

_COUNTS, _REGIONS, _SKILLS, _LEVELS = (
    text(statement) for statement in (statements.COUNTS, statements.REGIONS, statements.SKILLS, statements.LEVELS)
)


@dataclass(frozen=True, kw_only=True)
class RoundCounts:
    """The figures of a round. The calculations are HR's own acts, and exact."""

    seniors: Figure
    juniors: Figure
    volunteers: Figure
    """Both sides together, if neither is shown alone."""
    prepared: Figure
    calculations: int
    calculated_at: datetime | None
    proposals: Figure
    pairs: Figure
    sessions: Figure
    sessions_per_pair: Figure
    matched: Figure
    willing: Figure


@dataclass(frozen=True, kw_only=True)
class LevelChanges:
    """The mean levels of a group, from 0 to 5 to the nearest half, and the share of people who rose in one skill at least."""

    before: Figure
    after: Figure
    progressed: Figure


def read_round_counts_hiding_small_groups(round_id: int) -> RoundCounts:
    """The counts of a round, without those of small groups."""
    gate, row = get_gate(), session().execute(_COUNTS, {"round_id": round_id, "willing": WILLING}).one()
    has_pairs = gate.is_group(row.people_in_pairs)
    return RoundCounts(
        seniors=gate.show_people(row.seniors, among=row.invited),
        juniors=gate.show_people(row.juniors, among=row.invited),
        volunteers=show_both_sides(gate, row.seniors, row.juniors),
        prepared=gate.show_part(row.prepared, row.juniors),
        calculations=row.calculations,
        calculated_at=row.calculated_at,
        proposals=gate.show_people(row.proposals),
        pairs=gate.show_amount(row.pairs, row.people_in_pairs),
        sessions=gate.show_amount(row.sessions, row.people_in_pairs),
        sessions_per_pair=gate.show_rate(row.sessions, row.pairs, row.people_in_pairs, step=0.5),
        matched=gate.show_share(row.pairs, row.seniors if has_pairs else 0),
        willing=gate.show_share(row.willing, row.answers),
    )


def read_level_changes_of_side(round_id: int, side: str) -> LevelChanges:
    """The levels of one side at the start and at the end of their pairs, of those who answered both times."""
    gate, row = get_gate(), session().execute(_LEVELS, {"round_id": round_id, "side": side}).one()
    return LevelChanges(
        before=gate.show_rate(row.before or 0, row.answers, row.people, step=0.5),
        after=gate.show_rate(row.after or 0, row.answers, row.people, step=0.5),
        progressed=gate.show_share(row.progressed, row.people),
    )


def read_region_volunteers_by_side(round_id: int) -> dict[str, list[RegionVolunteers]]:
    """The volunteers of each side by region, small regions merged; a side that is too small has no groups."""
    regions_by_side: dict[str, list[RegionOfSide]] = {"senior": [], "junior": []}
    for row in session().execute(_REGIONS, {"round_id": round_id}):
        regions_by_side[row.side].append(RegionOfSide(row.name, row.volunteers, row.headcount))
    return {side: merge_small_regions(regions, get_gate()) for side, regions in regions_by_side.items()}


def list_skill_supply_and_demand(round_id: int) -> list[SkillSupplyAndDemand]:
    """Wishes and offers by skill; a skill without a figure is left out, whether few people name it or nobody."""
    rows = session().execute(_SKILLS, {"round_id": round_id})
    skills = (
        build_supply_and_demand_of_skill(row.name, get_gate(), wishes=row.wishes, offers=row.offers) for row in rows
    )
    return [skill for skill in skills if skill.is_shown]
