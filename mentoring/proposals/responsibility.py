"""How much responsibility somebody carries: the levels of people below them, and never an age or a grade."""

from __future__ import annotations

from collections.abc import Mapping


def levels(managers: Mapping[int, int | None]) -> dict[int, int]:
    """0 where nobody reports to them, 1 for who leads such people, and so on up; people in a circle stand on one level."""
    waiting = dict.fromkeys(managers, 0)
    for manager in managers.values():
        if manager in waiting:
            waiting[manager] += 1
    found = dict.fromkeys(managers, 0)
    ready = [one for one, reports in waiting.items() if not reports]
    for one in ready:
        manager = managers[one]
        if manager not in waiting:
            continue
        found[manager] = max(found[manager], found[one] + 1)
        waiting[manager] -= 1
        if not waiting[manager]:
            ready.append(manager)
    return found | _of_circles(managers, found, {one for one, reports in waiting.items() if reports})


def _of_circles(managers: Mapping[int, int | None], found: Mapping[int, int], left: set[int]) -> dict[int, int]:
    told: dict[int, int] = {}
    for start in left:
        circle: list[int] = []
        one: int | None = start
        while one is not None and one not in told and one not in circle:
            circle.append(one)
            one = managers[one]
        if circle and one == start:
            told |= dict.fromkeys(circle, max(1, *(found[member] for member in circle)))
    return told
