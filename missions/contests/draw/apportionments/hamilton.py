"""Hamilton: each group gets the whole part of its share, and the seats that remain go to the largest fractions."""

from __future__ import annotations

from collections.abc import Sequence

from missions.contests.draw.apportionment import ApportionmentMethod, SeatGroup, Seats


def _apportion_by_largest_remainder(seats: int, groups: Sequence[SeatGroup]) -> Seats:
    """A group that would get more than its holders gets a seat for each; what is left is shared out again among the others."""
    full: Seats = {}
    while True:
        rest = [group for group in groups if group.name not in full]
        shared = _share_once(seats - sum(full.values()), rest)
        overfull = {group.name: group.holders for group in rest if shared[group.name] > group.holders}
        if not overfull:
            return full | shared
        full |= overfull


def _share_once(seats: int, groups: Sequence[SeatGroup]) -> Seats:
    heads = sum(group.heads for group in groups)
    shared = {group.name: seats * group.heads // heads for group in groups}
    largest = sorted(groups, key=lambda group: (-(seats * group.heads % heads), group.order_among_equals))
    for group in largest[: seats - sum(shared.values())]:
        shared[group.name] += 1
    return shared


method = ApportionmentMethod(name="hamilton", apportion=_apportion_by_largest_remainder)
