"""Responsibility: the number of levels of people below a person, never an age or a grade."""

from __future__ import annotations

from collections.abc import Mapping


def compute_responsibility_levels(managers: Mapping[int, int | None]) -> dict[int, int]:
    """0 for a person without reports, else one more than the highest level below; people in a cycle share one level."""
    waiting = dict.fromkeys(managers, 0)
    for manager in managers.values():
        if manager in waiting:
            waiting[manager] += 1
    levels = dict.fromkeys(managers, 0)
    ready = [person_id for person_id, reports in waiting.items() if not reports]
    for person_id in ready:
        manager = managers[person_id]
        if manager not in waiting:
            continue
        levels[manager] = max(levels[manager], levels[person_id] + 1)
        waiting[manager] -= 1
        if not waiting[manager]:
            ready.append(manager)
    return levels | _compute_levels_of_management_loops(
        managers, levels, {person_id for person_id, reports in waiting.items() if reports}
    )


def _compute_levels_of_management_loops(
    managers: Mapping[int, int | None], levels: Mapping[int, int], members: set[int]
) -> dict[int, int]:
    cycle_levels: dict[int, int] = {}
    for start in members:
        cycle: list[int] = []
        person_id: int | None = start
        while person_id is not None and person_id not in cycle_levels and person_id not in cycle:
            cycle.append(person_id)
            person_id = managers[person_id]
        if cycle and person_id == start:
            cycle_levels |= dict.fromkeys(cycle, max(1, *(levels[member] for member in cycle)))
    return cycle_levels
