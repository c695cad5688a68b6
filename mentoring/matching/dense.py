"""The exact engine: scores every pair, one column for each place of a junior, and solves the assignment."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module

import numpy as np

from mentoring.matching.arrays import IntArray
from mentoring.matching.comparisons import FULL_SCORE
from mentoring.matching.constraints import build_allowed_pairs_mask
from mentoring.matching.prices import compute_lowest_stable_prices
from mentoring.matching.problem import MatchingProblem
from mentoring.matching.scoring import FitArray, pair_fits
from mentoring.matching.solution import EngineSolution, MatchingEngine
from mentoring.matching.values import ReportProgress
from mentoring.matching.views import PairGrid, indices_of_all_people, split_rows


@dataclass(frozen=True)
class CostTable:
    """The cost of each senior at each place: 0 where they may not meet, below -lift where they may.

    The lift exceeds the sum of all fits, so matching one more person outweighs any gain of fit.
    """

    table: FitArray
    places: IntArray
    lift: float


def solve_by_dense_engine(problem: MatchingProblem, report: ReportProgress) -> EngineSolution:
    """Match the most seniors, then maximise the sum of fits."""
    costs = _build_cost_table(problem, report)
    report("solve", 0, 1)
    solver = import_module("scipy.optimize")  # Here, so that no other process waits for it to load.
    rows, taken = solver.linear_sum_assignment(costs.table)
    reached = costs.table[rows, taken]
    place = np.full(len(problem.wishes), -1, np.int64)
    place[rows[reached < 0]] = taken[reached < 0]
    total = -reached.sum() - costs.lift * (reached < 0).sum()
    report("solve", 1, 1)
    partner, prices = place.copy(), np.zeros(len(problem.offers))
    partner[place >= 0] = costs.places[place[place >= 0]]
    # The places of one junior are alike, so they have one price.
    prices[costs.places] = compute_lowest_stable_prices(costs.table, place)
    return EngineSolution(MatchingEngine.DENSE, partner, np.clip(prices, 0, FULL_SCORE), float(total))


def count_places_by_junior(problem: MatchingProblem) -> IntArray:
    """The places of each junior, at most one for each senior."""
    return np.minimum(problem.capacity, len(problem.wishes))


def _build_cost_table(problem: MatchingProblem, report: ReportProgress) -> CostTable:
    rows, cols = indices_of_all_people(problem)
    places = np.repeat(cols, count_places_by_junior(problem))
    lift = float(FULL_SCORE * min(len(rows), len(places)) + 1)
    table = np.zeros((len(rows), len(places)))
    for block in split_rows(rows):
        view = PairGrid(problem, block, cols)
        worth = np.where(build_allowed_pairs_mask(view), -lift - pair_fits(view), 0)
        np.take(worth, places, axis=1, out=table[block[0] : block[-1] + 1])
        report("score", int(block[-1]) + 1, len(rows))
    return CostTable(table, places, lift)
