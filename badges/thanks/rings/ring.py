"""Finds rings: small groups that thank mostly each other, and more than two people who thank back.

At each number of thanks, ties that are weaker are left out. What is then joined in both directions, over whatever ways, is a
strongly connected component (Tarjan, 1972; here of scipy). Inside of it a tie that lies on no circle of three or more is a
bridge: an ordinary pair hangs by one. What remains is a ring when nearly all that its people give and receive stays in it.
The share that does is one less the conductance of the group (Kannan, Vempala and Vetta, 2004).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from importlib import import_module

Ties = Mapping[tuple[int, int], int]
"""How many thanks went from one person to another."""

FEWEST_PEOPLE, MOST_PEOPLE = 3, 12
FEWEST_IN_TIE = 2
"""A tie of one is no habit: it joins nobody."""

LEAST_SHARE = 70
"""Percent of what a ring's people give and receive that stays among them."""

LEAST_EACH = 4
"""Thanks that each of them gives, and receives, within the ring: one a week."""


MOST_OF_PAIR = 50
"""Percent of a ring's thanks that two of its people exchange at most: beyond, they are an ordinary pair with somebody beside."""


@dataclass(frozen=True, kw_only=True)
class Ring:
    """People who thank mostly each other, by how much stays inside; `inside` are their ties."""

    people: tuple[int, ...]
    inside: Ties
    share: int

    @property
    def thanks(self) -> int:
        """How many thanks they gave one another."""
        return sum(self.inside.values())


def find_rings(ties: Ties, given: Mapping[int, int], received: Mapping[int, int]) -> list[Ring]:
    """The rings among these ties, those of the weakest ties first; `given` and `received` are all thanks of each person."""
    rings: list[Ring] = []
    for least in range(FEWEST_IN_TIE, max(ties.values(), default=0) + 1):
        strong = {pair: number for pair, number in ties.items() if number >= least}
        for group in _list_groups(strong):
            if any(not group.isdisjoint(ring.people) for ring in rings):
                continue
            ring = _build_ring(group, ties, given, received)
            if ring is not None:
                rings.append(ring)
    return rings


def _build_ring(
    group: AbstractSet[int], ties: Ties, given: Mapping[int, int], received: Mapping[int, int]
) -> Ring | None:
    inside = {(giver, receiver): number for (giver, receiver), number in ties.items() if {giver, receiver} <= group}
    thanks, whole = sum(inside.values()), sum(given[person] + received[person] for person in group)
    share = 100 * 2 * thanks // whole
    if (
        share < LEAST_SHARE
        or not _is_of_all(group, inside)
        or 100 * _count_largest_pair(inside) > MOST_OF_PAIR * thanks
    ):
        return None
    return Ring(people=tuple(sorted(group)), inside=inside, share=share)


def _is_of_all(group: AbstractSet[int], inside: Ties) -> bool:
    """Whether each of them gives and receives enough of it."""
    gives, receives = Counter(dict.fromkeys(group, 0)), Counter(dict.fromkeys(group, 0))
    for (giver, receiver), number in inside.items():
        gives[giver] += number
        receives[receiver] += number
    return min(*gives.values(), *receives.values()) >= LEAST_EACH


def _count_largest_pair(inside: Ties) -> int:
    return max(number + inside.get((receiver, giver), 0) for (giver, receiver), number in inside.items())


def _list_groups(ties: Ties) -> Iterator[frozenset[int]]:
    """The parts of the graph that are joined in both directions, without those that hang by a bridge."""
    for part in _split_into_parts(list(ties), is_directed=True):
        if not FEWEST_PEOPLE <= len(part) <= MOST_PEOPLE:
            continue
        pairs = sorted({(min(pair), max(pair)) for pair in ties if part.issuperset(pair)})
        kept = [pair for pair in pairs if not _is_bridge(pair, pairs)]
        yield from _split_into_parts(kept, is_directed=False)


def _is_bridge(pair: tuple[int, int], pairs: Sequence[tuple[int, int]]) -> bool:
    others = [other for other in pairs if other != pair]
    return not any(part.issuperset(pair) for part in _split_into_parts(others, is_directed=False))


def _split_into_parts(pairs: Sequence[tuple[int, int]], *, is_directed: bool) -> list[frozenset[int]]:
    """The people of these pairs by the part to which they belong, in their order."""
    if not pairs:
        return []
    people = sorted({person for pair in pairs for person in pair})
    places = {person: place for place, person in enumerate(people)}
    sparse = import_module("scipy.sparse")  # Here, so that no other process waits for it to load.
    rows, columns = [places[a] for a, _ in pairs], [places[b] for _, b in pairs]
    matrix = sparse.coo_array(([1] * len(pairs), (rows, columns)), shape=(len(people), len(people)))
    components = import_module("scipy.sparse.csgraph").connected_components
    number, labels = components(matrix.tocsr(), directed=is_directed, connection="strong")
    parts: list[set[int]] = [set() for _ in range(number)]
    for person, label in zip(people, labels, strict=True):
        parts[label].add(person)
    return [frozenset(part) for part in parts]
