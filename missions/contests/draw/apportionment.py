"""How seats are shared out among groups by their heads: the contract of a way, and what holds for each of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from app.kernel.disclosure import DisclosureGate
from app.kernel.discovery import discover_instances

Seats = dict[str, int]
"""The seats of each group, by its name."""


@dataclass(frozen=True)
class SeatGroup:
    """A group that takes part in the sharing: its eligible heads, and the holders that could take a seat."""

    name: str
    heads: int
    holders: int

    @property
    def order_among_equals(self) -> tuple[int, str]:
        """Equal groups are served in this order: more heads first, then by the code points of the name."""
        return (-self.heads, self.name)


@dataclass(frozen=True, kw_only=True)
class ApportionmentMethod:
    """A way to share out. `apportion` gets no more seats than all groups have holders, and groups with heads and holders."""

    name: str
    apportion: Callable[[int, Sequence[SeatGroup]], Seats]


@cache
def apportionment_methods() -> dict[str, ApportionmentMethod]:
    """Every way, by name."""
    return discover_instances("missions.contests.draw.apportionments", ApportionmentMethod)


def share_out_seats(method: str, seats: int, heads: Mapping[str, int], holders: Mapping[str, int]) -> Seats:
    """The seats of every group. A group never gets more than its holders: what is left goes on to the others, by the same way."""
    open_groups = [SeatGroup(name, heads[name], holders[name]) for name in sorted(heads) if holders[name]]
    seats = min(seats, sum(group.holders for group in open_groups))
    return dict.fromkeys(sorted(heads), 0) | apportionment_methods()[method].apportion(seats, open_groups)


def merge_small_groups(holders: Mapping[str, int], gate: DisclosureGate) -> dict[str, str]:
    """For each group the name under which it is drawn and published: its own, or that of all groups it is merged with.

    Groups with too few holders are drawn together, before anybody knows the seed: the entries say how many each group has.
    While they are too few together, the next smallest joins them.
    """
    alone = gate.merge_small_parts(holders)[0]
    merged = [group for group in holders if group not in alone]
    while merged and alone and not gate.is_group(sum(holders[group] for group in merged)):
        merged.append(alone.pop(0))
    return {group: " + ".join(sorted(merged)) if group in merged else group for group in sorted(holders)}
