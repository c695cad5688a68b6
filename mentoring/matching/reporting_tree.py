"""The reporting line as intervals: a few comparisons show whether a person is above another, and how far."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

Managers = Mapping[int, int | None]


@dataclass(frozen=True)
class TreeInterval:
    """A person's interval: the `enter` of every person below them lies between their `enter` (included) and `leave` (excluded)."""

    enter: int
    leave: int
    depth: int

    def find_levels_above(self, other: TreeInterval) -> int | None:
        """By how many levels this person is above another, negative where below; 0 in one cycle, None where neither reports to the other."""
        is_above = self.enter <= other.enter < self.leave
        is_below = other.enter <= self.enter < other.leave
        return other.depth - self.depth if is_above or is_below else None


OUTSIDE_TREE = TreeInterval(-1, -1, 0)
"""The interval of a person whom the directory does not contain: in no line."""


@dataclass(frozen=True)
class ReportingTree:
    """The interval of each person, and the oddities of the directory, which are reported and stop nothing.

    People who report to each other in a cycle share one interval: each is in the line of all the others.
    """

    intervals: Mapping[int, TreeInterval] = field(default_factory=dict)
    roots: tuple[int, ...] = ()
    cycles: tuple[tuple[int, ...], ...] = ()
    vacancies: tuple[int, ...] = ()

    def interval_of_person(self, person_id: int) -> TreeInterval:
        """The interval of a person; OUTSIDE_TREE for an unknown one."""
        return self.intervals.get(person_id, OUTSIDE_TREE)


def build_reporting_tree(managers: Managers) -> ReportingTree:
    """Build the tree from each person's manager. A manager who is not a key is a vacancy, and their reports are roots."""
    cycles = list(_list_reporting_cycles(managers))
    heads = {member: cycle[0] for cycle in cycles for member in cycle}
    roots = [
        person_id for person_id in sorted(managers) if managers[person_id] not in managers and person_id not in heads
    ]
    below: dict[int, list[int]] = {}
    for person_id in sorted(managers):
        manager = managers[person_id]
        if manager is not None and manager in managers and person_id not in heads:
            below.setdefault(heads.get(manager, manager), []).append(person_id)
    intervals = dict(_list_tree_intervals([*roots, *(cycle[0] for cycle in cycles)], below))
    intervals |= {member: intervals[head] for member, head in heads.items()}
    gone = {manager for manager in managers.values() if manager is not None and manager not in managers}
    return ReportingTree(intervals, tuple(roots), tuple(cycles), tuple(sorted(gone)))


def _list_reporting_cycles(managers: Managers) -> Iterator[tuple[int, ...]]:
    visited: set[int] = set()
    for start in sorted(managers):
        trail: list[int] = []
        person_id: int | None = start
        while person_id is not None and person_id in managers and person_id not in visited:
            visited.add(person_id)
            trail.append(person_id)
            person_id = managers[person_id]
        if person_id in trail:
            yield tuple(sorted(trail[trail.index(person_id) :]))


def _list_tree_intervals(tops: Sequence[int], below: Mapping[int, Sequence[int]]) -> Iterator[tuple[int, TreeInterval]]:
    count = 0
    for top in tops:
        entered: dict[int, tuple[int, int]] = {}
        waiting = [(top, 0)]
        while waiting:
            person_id, depth = waiting.pop()
            if person_id in entered:
                enter, depth = entered[person_id]
                yield person_id, TreeInterval(enter, count, depth)
                continue
            entered[person_id] = count, depth
            count += 1
            waiting.append((person_id, depth))
            waiting += [(report, depth + 1) for report in below.get(person_id, ())]
