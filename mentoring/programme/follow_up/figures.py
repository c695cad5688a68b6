"""Figures about groups that reveal nothing about a person: small ones are hidden, or merged so that subtraction fails."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class SkillShortage(StrEnum):
    """What a skill lacks, if enough people name it."""

    OFFERS = "offers"
    WISHES = "wishes"
    NEITHER = "neither"
    TOO_FEW = "untold"


@dataclass(frozen=True)
class RegionHeadcount:
    """A region and its number of people. The merged group has an empty name."""

    name: str
    people: int


@dataclass(frozen=True)
class SkillSupplyAndDemand:
    """A skill with the numbers of wishes and offers; None for a number above 0 and below the smallest group."""

    skill: dict[str, str]
    wishes: int | None
    offers: int | None
    balance: SkillShortage


def hide_small_count(number: int, smallest: int) -> int | None:
    """A count of people; None if it is above 0 and below `smallest`."""
    return number if number == 0 or number >= smallest else None


def merge_small_regions(groups: Sequence[RegionHeadcount], smallest: int) -> list[RegionHeadcount]:
    """Groups by name; those under `smallest` are merged into a last one without a name. Empty if all people are too few.

    A merged group that is too small takes in the next smallest group, because subtraction would reveal it.
    """
    by_size = sorted((group for group in groups if group.people), key=lambda group: (group.people, group.name))
    small = [group for group in by_size if group.people < smallest]
    shown = by_size[len(small) :]
    while small and shown and sum(group.people for group in small) < smallest:
        small.append(shown.pop(0))
    together = sum(group.people for group in small)
    if together and together < smallest:
        return []
    others = [RegionHeadcount("", together)] if together else []
    return [*sorted(shown, key=lambda group: group.name), *others]


def build_supply_and_demand_of_skill(
    skill: dict[str, str], *, wishes: int, offers: int, smallest: int
) -> SkillSupplyAndDemand:
    """Both counts of a skill, and which side is short, if both together are enough people."""
    return SkillSupplyAndDemand(
        skill,
        hide_small_count(wishes, smallest),
        hide_small_count(offers, smallest),
        _determine_short_side_of_skill(wishes, offers, smallest),
    )


def compute_coarse_percentage(part: int, whole: int, smallest: int) -> int | None:
    """A percentage to the nearest ten, from 10 to 90, because 0 and 100 reveal every answer; None if `whole` is too small."""
    return min(90, max(10, round(10 * part / whole) * 10)) if whole >= smallest else None


def compute_coarse_sessions_per_pair(sessions: int, pairs: int, smallest: int) -> float | None:
    """Sessions per pair, to the nearest half; None while fewer than `smallest` people are in pairs."""
    return round(2 * sessions / pairs) / 2 if pairs and 2 * pairs >= smallest else None


def _determine_short_side_of_skill(wishes: int, offers: int, smallest: int) -> SkillShortage:
    if wishes + offers < smallest:
        return SkillShortage.TOO_FEW
    if wishes == offers:
        return SkillShortage.NEITHER
    return SkillShortage.OFFERS if wishes > offers else SkillShortage.WISHES
