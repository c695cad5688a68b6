"""Figures of a round as HR reads them: what the gate shows of its sides, regions, skills and pairs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.kernel.disclosure import HIDDEN, DisclosureGate, Figure


class SkillShortage(StrEnum):
    """What a skill lacks, as far as its shown counts say it."""

    OFFERS = "offers"
    WISHES = "wishes"
    NEITHER = "neither"
    NOT_DETAILED = "not-detailed"


@dataclass(frozen=True)
class RegionOfSide:
    """A region with its number of volunteers of one side, and how many people work there."""

    name: str
    volunteers: int
    headcount: int


@dataclass(frozen=True)
class RegionVolunteers:
    """A region and its volunteers of one side. The merged regions have an empty name."""

    name: str
    volunteers: Figure


@dataclass(frozen=True)
class SkillSupplyAndDemand:
    """A skill with its wishes and offers; `together` counts both if neither is shown alone."""

    skill: dict[str, str]
    wishes: Figure
    offers: Figure
    together: Figure
    balance: SkillShortage

    @property
    def is_shown(self) -> bool:
        """Whether any of its counts is shown."""
        return any(figure != HIDDEN for figure in (self.wishes, self.offers, self.together))


def merge_small_regions(regions: Sequence[RegionOfSide], gate: DisclosureGate) -> list[RegionVolunteers]:
    """Regions by name, small ones merged into a last one without a name. Empty if all people are too few."""
    by_name = {region.name: region for region in regions}
    alone, merged = gate.merge_small_parts({region.name: region.volunteers for region in regions})
    shown = [
        RegionVolunteers(name, gate.show_people(by_name[name].volunteers, among=by_name[name].headcount))
        for name in sorted(alone)
    ]
    others = sum(by_name[name].volunteers for name in merged)
    return [*shown, *([RegionVolunteers("", gate.show_people(others))] if merged else [])]


def build_supply_and_demand_of_skill(
    skill: dict[str, str], gate: DisclosureGate, *, wishes: int, offers: int
) -> SkillSupplyAndDemand:
    """What is shown of a skill."""
    both = gate.show_people(wishes), gate.show_people(offers)
    together = show_both_sides(gate, wishes, offers)
    return SkillSupplyAndDemand(skill, *both, together, _compare_wishes_with_offers(*both))


def show_both_sides(gate: DisclosureGate, first: int, second: int) -> Figure:
    """The people of two sides together; hidden if one of the sides is shown, which would reveal the other."""
    return HIDDEN if gate.is_group(first) or gate.is_group(second) else gate.show_people(first + second)


def _compare_wishes_with_offers(wishes: Figure, offers: Figure) -> SkillShortage:
    if wishes == offers:
        return SkillShortage.NOT_DETAILED if wishes == HIDDEN else SkillShortage.NEITHER
    return SkillShortage.OFFERS if (wishes.value or 0) > (offers.value or 0) else SkillShortage.WISHES
