"""Decides which parts of the company the published figures of a contest count, so that no subtraction singles anybody out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.kernel.disclosure import DisclosureGate
from app.leaderboards.cut import Cell, assign_cells_to_groups

INSIDE, OUTSIDE = "1", "0"


@dataclass(frozen=True, kw_only=True)
class CompanyPart:
    """The people of a unit at a site who could join the same earlier contests, by what the figures of others tell apart.

    `keys` name the part by each sort of group whose figures are published, the sort of the contest last. `inside` are in the audience,
    `outside` are not, and `heads` of those inside may take part.
    """

    group_key: str
    unit_id: int
    site_id: int
    keys: tuple[str, ...]
    inside: int
    outside: int
    heads: int


def assign_parts_to_groups(parts: Sequence[CompanyPart], gate: DisclosureGate) -> dict[CompanyPart, str | None]:
    """The group whose published figure counts each part; None where its people are too few beside other figures.

    Boards and earlier contests cut the company first, then the sort of this contest does, then its audience: whoever is in a
    group and outside the audience are many, or nobody.
    """
    whole = assign_cells_to_groups(_add_up_cells((part.keys, part.inside + part.outside) for part in parts), gate)
    halves = assign_cells_to_groups(
        _add_up_cells(
            ((*part.keys, side), people)
            for part in parts
            for side, people in ((INSIDE, part.inside), (OUTSIDE, part.outside))
        ),
        gate,
    )
    kept = {cell.keys for cell, key in whole.items() if key == cell.keys[-1]}
    large = {cell.keys for cell, key in halves.items() if key == INSIDE}
    return {part: part.group_key if part.keys in kept and (*part.keys, INSIDE) in large else None for part in parts}


@dataclass(frozen=True, kw_only=True)
class PlaceHeads:
    """How many people of a unit at a site may take part, and the group whose published figure counts them."""

    group_key: str
    unit_id: int
    site_id: int
    heads: int
    shown_key: str | None


def add_up_places(parts: Sequence[CompanyPart], gate: DisclosureGate) -> list[PlaceHeads]:
    """One row for each unit at a site that has heads. A participant's row says no more than that: where two parts of a place are
    not counted alike, no figure of their group is published.
    """
    groups = assign_parts_to_groups(parts, gate)
    heads: dict[tuple[str, int, int], int] = {}
    shown: dict[tuple[str, int, int], set[str | None]] = {}
    for part in (part for part in parts if part.inside):
        place = (part.group_key, part.unit_id, part.site_id)
        heads[place] = heads.get(place, 0) + part.heads
        shown.setdefault(place, set()).add(groups[part])
    mixed = {place[0] for place, keys in shown.items() if len(keys) > 1}
    return [
        PlaceHeads(
            group_key=place[0],
            unit_id=place[1],
            site_id=place[2],
            heads=number,
            shown_key=None if place[0] in mixed else next(iter(shown[place])),
        )
        for place, number in heads.items()
    ]


def _add_up_cells(sizes: Iterable[tuple[tuple[str, ...], int]]) -> list[Cell]:
    people: dict[tuple[str, ...], int] = {}
    for keys, size in sizes:
        people[keys] = people.get(keys, 0) + size
    return [Cell(keys=keys, people=size, taking_part=0) for keys, size in people.items() if size]
