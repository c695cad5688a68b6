"""What the skills and interests of each junior can bring a senior at most: shows which juniors a search need not judge."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mentoring.matching.arrays import IntArray
from mentoring.matching.comparisons import FULL_SCORE
from mentoring.matching.problem import MatchingProblem
from mentoring.matching.scoring import FULL_STRENGTH, FitArray, fit_from_strength

SAMPLE = 2_048
"""Juniors by whom the levels of a search are set."""

LEVELS = (0.02, 0.2)
"""Shares of the juniors, the most promising first, among whom a search looks before it looks at all."""

ByteArray = NDArray[np.uint8]
BoundArray = NDArray[np.int16]
LOWEST, HIGHEST = -2 * FULL_SCORE, 2 * FULL_SCORE
"""Beyond every bound."""


@dataclass(frozen=True)
class NetBounds:
    """For each junior of a problem a net fit, in whole ten-thousandths, that the pair with a senior does not exceed.

    `bounds` are filled again by each search.
    """

    problem: MatchingProblem
    prices: BoundArray
    supplies: tuple[ByteArray, ...]
    """For each demand a line for each thing that may be demanded: 1 for the juniors who supply it."""
    bounds: BoundArray

    def bound_net_fits_of_senior(self, row: int) -> None:
        """Fill the bounds for one senior: what depends on neither skills nor interests counts as full."""
        strengths = np.full(1, FULL_STRENGTH, np.float32)
        for term, demand in self.problem.demands.items():
            weight, total = self.problem.limits.weights.weight_of_term(term), int(demand.total[row])
            missing = FULL_SCORE - np.rint(np.arange(total + 1, dtype=np.float32) * FULL_SCORE / total)
            strengths = np.subtract.outer(strengths, missing * weight).ravel()
        fits = fit_from_strength(strengths).astype(np.int16)
        fits.take(self._number_met_demands(row, len(strengths)), out=self.bounds, mode="clip")
        np.subtract(self.bounds, self.prices, out=self.bounds)

    def _number_met_demands(self, row: int, combinations: int) -> NDArray[np.unsignedinteger]:
        """For each junior one number for how much of each demand they meet, in the smallest type, which is the fastest."""
        numbers = np.zeros(len(self.bounds), np.min_scalar_type(combinations))
        for demand, supply in zip(self.problem.demands.values(), self.supplies, strict=True):
            numbers *= numbers.dtype.type(demand.total[row] + 1)
            for thing in np.flatnonzero(demand.rows[row]):
                numbers += supply[thing]
        return numbers

    def select_juniors(self, least: int, below: int) -> IntArray:
        """The juniors whose bound for the senior of the last call is at least `least` and below `below`."""
        cols = np.flatnonzero(self.bounds >= least)
        return cols[self.bounds[cols] < below]

    def list_search_levels(self) -> list[int]:
        """Bounds, falling, above which about so many juniors are as LEVELS says; the last one is below all."""
        sample = np.sort(self.bounds[:: max(len(self.bounds) // SAMPLE, 1)])
        return [*(int(sample[-max(int(share * len(sample)), 1)]) for share in LEVELS if len(sample)), LOWEST]


def build_net_bounds(problem: MatchingProblem, prices: FitArray) -> NetBounds:
    """`prices` has one for each junior, in ten-thousandths, from 0 to a whole fit."""
    supplies = tuple(np.ascontiguousarray(demand.cols.T.astype(np.uint8)) for demand in problem.demands.values())
    return NetBounds(problem, np.floor(prices).astype(np.int16), supplies, np.empty(len(prices), np.int16))
