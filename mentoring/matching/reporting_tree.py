"""The reporting line as intervals: who stands above whom, and how far, in a few comparisons a pair."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

Managers = Mapping[int, int | None]


@dataclass(frozen=True)
class Place:
    """Everybody whose `enter` lies from mine to before my `leave` reports to me, directly or by way of others."""

    enter: int
    leave: int
    depth: int


NOWHERE = Place(-1, -1, 0)
"""Where somebody stands whom the directory does not know: in nobody's line."""


@dataclass(frozen=True)
class Line:
    """Where everybody stands, and what is odd in the directory: told, and never a reason to stop.

    People who report to each other in a circle stand in one place: each is in the line of all the others.
    """

    places: Mapping[int, Place] = field(default_factory=dict)
    roots: tuple[int, ...] = ()
    circles: tuple[tuple[int, ...], ...] = ()
    vacancies: tuple[int, ...] = ()

    def place(self, person_id: int) -> Place:
        """Where a person stands."""
        return self.places.get(person_id, NOWHERE)


def draw_line(managers: Managers) -> Line:
    """The line of a company, from each person's manager; a manager who is not in it leaves a vacancy, and a root below."""
    circles = list(_circles(managers))
    heads = {member: circle[0] for circle in circles for member in circle}
    roots = [one for one in sorted(managers) if managers[one] not in managers and one not in heads]
    below: dict[int, list[int]] = {}
    for one in sorted(managers):
        manager = managers[one]
        if manager is not None and manager in managers and one not in heads:
            below.setdefault(heads.get(manager, manager), []).append(one)
    places = dict(_walk([*roots, *(circle[0] for circle in circles)], below))
    places |= {member: places[head] for member, head in heads.items()}
    gone = {manager for manager in managers.values() if manager is not None and manager not in managers}
    return Line(places, tuple(roots), tuple(circles), tuple(sorted(gone)))


def _circles(managers: Managers) -> Iterator[tuple[int, ...]]:
    seen: set[int] = set()
    for start in sorted(managers):
        trail: list[int] = []
        one: int | None = start
        while one is not None and one in managers and one not in seen:
            seen.add(one)
            trail.append(one)
            one = managers[one]
        if one in trail:
            yield tuple(sorted(trail[trail.index(one) :]))


def _walk(tops: Sequence[int], below: Mapping[int, Sequence[int]]) -> Iterator[tuple[int, Place]]:
    count = 0
    for top in tops:
        entered: dict[int, tuple[int, int]] = {}
        waiting = [(top, 0)]
        while waiting:
            one, depth = waiting.pop()
            if one in entered:
                enter, depth = entered[one]
                yield one, Place(enter, count, depth)
                continue
            entered[one] = count, depth
            count += 1
            waiting.append((one, depth))
            waiting += [(report, depth + 1) for report in below.get(one, ())]
