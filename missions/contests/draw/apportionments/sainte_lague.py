"""Sainte-Laguë: seat after seat goes to the group with the most heads for each of its seats and a half."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from heapq import heapify, heappop, heappush

from missions.contests.draw.apportionment import ApportionmentMethod, SeatGroup, Seats


def _apportion_by_highest_average(seats: int, groups: Sequence[SeatGroup]) -> Seats:
    """The next seat goes to the greatest heads / (2 seats + 1) among the groups that have a holder left."""
    shared = {group.name: 0 for group in groups}
    waiting = [(Fraction(1, group.heads), group.order_among_equals, group) for group in groups]
    heapify(waiting)
    for _ in range(seats):
        _, order, group = heappop(waiting)
        shared[group.name] += 1
        if shared[group.name] < group.holders:
            heappush(waiting, (Fraction(2 * shared[group.name] + 1, group.heads), order, group))
    return shared


method = ApportionmentMethod(name="sainte-lague", apportion=_apportion_by_highest_average)
