"""Cuts the company for boards of groups, so that no two boards differ by a few people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.kernel.disclosure import DisclosureGate

NO_GROUP = ""
"""The key of the people whom no group of a board may count: they are too few where the parts of two boards cross."""


@dataclass(frozen=True, kw_only=True)
class Cell:
    """The people who are in the same part by each sort of group that has boards.

    `keys` names these parts, in the order in which the sorts were first published; the last is the sort of the board.
    """

    keys: tuple[str, ...]
    people: int
    taking_part: int


def assign_cells_to_groups(cells: Sequence[Cell], gate: DisclosureGate) -> dict[Cell, str]:
    """The group that counts each cell on the board of the last sort; NO_GROUP where its people are too few.

    The first sort cuts the company, each later one cuts the parts that are left, and each cut leaves parts that are groups
    for the gate: people who are too few in a part are counted with the next smallest part, by no name. So boards of two
    sorts differ by whole parts, and a sort that is published later changes nothing in the earlier ones.
    """
    parts, groups = [tuple(cells)], dict.fromkeys(cells, NO_GROUP)
    for place in range(len(cells[0].keys) if cells else 0):
        cuts = [_cut_part(part, place, gate) for part in parts]
        parts = [part for cut in cuts for part in cut.values()]
        groups = {cell: key for cut in cuts for key, part in cut.items() for cell in part}
    return groups


def _cut_part(part: Sequence[Cell], place: int, gate: DisclosureGate) -> dict[str, tuple[Cell, ...]]:
    by_key: dict[str, list[Cell]] = {}
    for cell in part:
        by_key.setdefault(cell.keys[place], []).append(cell)
    alone, _ = gate.merge_small_parts({key: sum(cell.people for cell in inside) for key, inside in by_key.items()})
    cut = {key: tuple(by_key.pop(key)) for key in alone}
    rest = tuple(cell for inside in by_key.values() for cell in inside)
    return cut | ({NO_GROUP: rest} if rest else {})
