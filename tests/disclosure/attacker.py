"""An attacker who knows the organisation and how figures are rounded, and combines every answer at once."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from math import inf

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import lil_matrix

from app.kernel.disclosure import STEP, Figure

CHOICE = "choice"
Unknown = Hashable
"""The number of people of a kind (a site, a unit, a day of arrival) of whom something private is true."""


@dataclass
class Attacker:
    """Collects what answers imply, and finds which numbers are then certain. `sizes` bounds each unknown."""

    smallest: int
    finds_somebody: bool = False
    """Whether it is a find, too, that somebody of a small group is certainly concerned."""
    sizes: dict[Unknown, int] = field(default_factory=dict)
    rows: list[tuple[dict[Unknown, float], float, float]] = field(default_factory=list)

    def learn_range(self, weights: Mapping[Unknown, float], low: float, high: float = inf) -> None:
        """Keep that a weighted sum of unknowns lies between two numbers, both included."""
        self.rows.append((dict(weights), low, high))

    def learn_subset(self, part: Unknown, whole: Unknown) -> None:
        """Keep that whoever is in one unknown is in the other: who completed takes part."""
        self.learn_range({part: -1, whole: 1}, 0)

    def learn_part(self, part: Mapping[Unknown, float], whole: int, figure: Figure) -> None:
        """Keep what a count out of so many people means: a hidden one says that the part or the rest is small."""
        if figure.value is not None:
            self.learn_range(part, figure.value, figure.value + STEP - 1)
            return
        is_part_small = (CHOICE, len(self.rows))
        self.sizes[is_part_small] = 1
        self.learn_range({**part, is_part_small: whole}, -inf, self.smallest - 1 + whole)
        self.learn_range({**part, is_part_small: whole}, (whole - self.smallest + 1) // STEP * STEP)

    def learn_either(
        self, first: Mapping[Unknown, float], most: float, other: Mapping[Unknown, float], most_of_other: float
    ) -> None:
        """Keep that the first sum is at most `most`, or the other at most `most_of_other`."""
        is_first_small = (CHOICE, len(self.rows))
        self.sizes[is_first_small] = 1
        spare, spare_of_other = (sum(self.sizes[unknown] for unknown in part) for part in (first, other))
        self.learn_range({**first, is_first_small: spare}, -inf, most + spare)
        self.learn_range({**other, is_first_small: -spare_of_other}, -inf, most_of_other)

    def learn_share(self, part: Iterable[Unknown], size: int, figure: Figure) -> None:
        """Keep what a percentage of so many people means."""
        if figure.value is None:
            return
        weights = dict.fromkeys(part, 1.0)
        low = (figure.value - 5) / 100 * size if figure.value > 10 else 0
        self.learn_range(weights, low, (figure.value + 5) / 100 * size if figure.value < 90 else size)

    def list_certain(self) -> list[str]:
        """The unknowns of which a number is certain that must not be: any number of a small group, all or none of another.

        Each company that fits the answers refutes many certainties at once, so that few are searched for one by one.
        """
        companies = _Companies(self)
        suspects = [unknown for unknown in self.sizes if unknown in self._list_constrained_unknowns()]
        return [
            f"{unknown}: {number}"
            for unknown in suspects
            if (number := companies.find_certain_number(unknown)) is not None
        ]

    def _list_constrained_unknowns(self) -> set[Unknown]:
        """The unknowns that an answer is about."""
        return {
            unknown
            for weights, low, high in self.rows
            if (low, high) != (0, inf) or len(weights) > 2
            for unknown in weights
        } - {unknown for unknown in self.sizes if isinstance(unknown, tuple) and unknown[0] == CHOICE}


class _Companies:
    """Companies that give all the answers of an attacker; each is how many people of each unknown it has."""

    def __init__(self, attacker: Attacker) -> None:
        self.attacker = attacker
        self.place = {name: number for number, name in enumerate(attacker.sizes)}
        table = lil_matrix((len(attacker.rows), len(self.place)))
        for number, (weights, _, _) in enumerate(attacker.rows):
            for unknown, weight in weights.items():
                table[number, self.place[unknown]] = weight
        low, high = [row[1] for row in attacker.rows], [row[2] for row in attacker.rows]
        self.limits = LinearConstraint(table.tocsr(), low, high)
        self.examples: list[NDArray[np.float64]] = []

    def find_certain_number(self, unknown: Unknown) -> int | None:
        """The number that all companies have of this unknown, if it must not be certain."""
        number, size = self.place[unknown], self.attacker.sizes[unknown]
        for sign in (1, -1):
            if not self._is_certain(number, size):
                return None
            self._add_example(number, sign)
        return round(self.examples[-1][number]) if self._is_certain(number, size) else None

    def _is_certain(self, number: int, size: int) -> bool:
        counts = {round(example[number]) for example in self.examples}
        if size < self.attacker.smallest:
            return len(counts) < 2 or (self.attacker.finds_somebody and min(counts) > 0)
        return min(counts, default=size) == size or max(counts, default=0) == 0

    def _add_example(self, number: int, sign: int) -> None:
        """A company with as few (sign 1) or as many (sign -1) people of this unknown as the answers allow."""
        goal = np.zeros(len(self.place))
        goal[number] = sign
        bounds = Bounds(0, list(self.attacker.sizes.values()))
        answer = milp(goal, constraints=self.limits, bounds=bounds, integrality=np.ones(len(goal)))
        assert answer.success, f"No company gives these answers: {answer.message}"
        self.examples.append(answer.x)
