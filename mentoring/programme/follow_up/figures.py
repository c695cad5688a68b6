"""Figures that tell of groups and of nobody: small ones are not told, or merged so that nothing can be subtracted out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class Balance(StrEnum):
    """What a skill lacks, where enough people speak of it to say so."""

    OFFERS = "offers"
    WISHES = "wishes"
    NEITHER = "neither"
    UNTOLD = "untold"


@dataclass(frozen=True)
class Group:
    """A group and its people. The merged one has no name."""

    name: str
    people: int


@dataclass(frozen=True)
class Demand:
    """A skill, how many wish for it and how many offer it: None where there are too few to be counted, but somebody."""

    skill: dict[str, str]
    wishes: int | None
    offers: int | None
    balance: Balance


def told(number: int, smallest: int) -> int | None:
    """A count of people; None for a few, who could be known by their number."""
    return number if number == 0 or number >= smallest else None


def merged(groups: Sequence[Group], smallest: int) -> list[Group]:
    """The groups by name, those under `smallest` in one without a name that comes last; nothing when all are too few.

    A merged group that is too small itself takes the next smallest in: it could be found by subtraction.
    """
    by_size = sorted((group for group in groups if group.people), key=lambda group: (group.people, group.name))
    small = [group for group in by_size if group.people < smallest]
    shown = by_size[len(small) :]
    while small and shown and sum(group.people for group in small) < smallest:
        small.append(shown.pop(0))
    together = sum(group.people for group in small)
    if together and together < smallest:
        return []
    others = [Group("", together)] if together else []
    return [*sorted(shown, key=lambda group: group.name), *others]


def demand_of(skill: dict[str, str], *, wishes: int, offers: int, smallest: int) -> Demand:
    """What is told of a skill: both counts, and which side is short where both together are enough people."""
    return Demand(skill, told(wishes, smallest), told(offers, smallest), _balance(wishes, offers, smallest))


def share_told(part: int, whole: int, smallest: int) -> int | None:
    """How many in a hundred, to the nearest ten and never 0 or 100, which would speak of everybody; None for too few."""
    return min(90, max(10, round(10 * part / whole) * 10)) if whole >= smallest else None


def per_pair(sessions: int, pairs: int, smallest: int) -> float | None:
    """Sessions per pair, to the nearest half; None while fewer than `smallest` people are in pairs."""
    return round(2 * sessions / pairs) / 2 if pairs and 2 * pairs >= smallest else None


def _balance(wishes: int, offers: int, smallest: int) -> Balance:
    if wishes + offers < smallest:
        return Balance.UNTOLD
    if wishes == offers:
        return Balance.NEITHER
    return Balance.OFFERS if wishes > offers else Balance.WISHES
