"""The plain draw and the one shared out by group, side by side: what each means for every group and every holder."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import comb

from missions.contests.draw.apportionment import share_out_seats
from missions.contests.draw.chances.chance import Chance, compute_chance, compute_pool_chances
from missions.contests.draw.entries import FrozenEntries


@dataclass(frozen=True, kw_only=True)
class GroupChances:
    """A group in both draws. Each chance is that of a holder with so many tickets; `seats` are its own in the shared draw.

    `shut_out` is the chance that the plain draw leaves the whole group without a winner.
    """

    group: str
    heads: int
    holders: int
    seats: int
    plain: Mapping[int, Chance]
    shared: Mapping[int, Chance]
    shut_out: Chance


def compare_draws(
    method: str, seats: int, heads: Mapping[str, int], pools: Mapping[str, Mapping[int, int]]
) -> Sequence[GroupChances]:
    """Every group by name. `pools` says for each how many holders have each number of tickets."""
    holders = {group: sum(pools.get(group, {}).values()) for group in heads}
    everybody = sum((Counter(pool) for pool in pools.values()), Counter[int]())
    shared_seats = share_out_seats(method, seats, heads, holders)
    plain = compute_pool_chances(everybody, seats)
    return [
        GroupChances(
            group=group,
            heads=heads[group],
            holders=holders[group],
            seats=shared_seats[group],
            plain={tickets: plain[tickets] for tickets in sorted(pools.get(group, {}))},
            shared=compute_pool_chances(pools.get(group, {}), shared_seats[group]),
            shut_out=compute_shut_out_chance(everybody, Counter(pools.get(group, {})), seats),
        )
        for group in sorted(heads)
    ]


def describe_draws(entries: FrozenEntries) -> list[dict[str, object]]:
    """What the page of a draw says of each group, as percentages of chance for its holders with the fewest tickets; empty for one draw for all.

    None where a group has no holder.
    """
    conditions = entries.conditions
    if conditions.heads is None or conditions.apportionment is None:
        return []
    pools: dict[str, Counter[int]] = {group: Counter() for group in conditions.heads}
    for group, tickets in zip(entries.groups, entries.tickets, strict=True):
        pools[group][tickets] += 1
    compared = compare_draws(conditions.apportionment, conditions.seats, conditions.heads, pools)
    return [_describe_group(group) for group in compared]


def _describe_group(group: GroupChances) -> dict[str, object]:
    fewest = next(iter(group.shared), None)
    shared, plain = (
        None if fewest is None else 100 * float(pool[fewest].value) for pool in (group.shared, group.plain)
    )
    return {
        "group": group.group,
        "seats": group.seats,
        "shared": shared,
        "plain": plain,
        "shut_out": 100 * float(group.shut_out.value),
    }


def compute_shut_out_chance(everybody: Counter[int], group: Counter[int], seats: int) -> Chance:
    """The chance that none of a group is among the first `seats` of everybody.

    A group is shut out when `seats` others come before its first ticket: it is like one holder of all its tickets.
    """
    others = everybody - group
    members, strangers = group.total(), others.total()
    if not members or strangers < seats:
        return Chance(Fraction(0 if members else 1))
    if len(everybody) == 1:
        return Chance(Fraction(comb(strangers, seats), comb(members + strangers, seats)))
    chance = compute_chance(sum(tickets * count for tickets, count in group.items()), others, seats)
    return Chance(1 - chance.value, chance.is_exact)
