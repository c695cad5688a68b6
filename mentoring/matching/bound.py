"""Scans every pair of a large round that can matter: proves a bound, and finds candidates that no pool contained.

Let a match be worth one whole fit more. For any prices, no solution is then worth more than all places at their price plus,
for each senior, the highest net of any junior, or 0 if that is negative. For solutions that match n people, subtract n fits,
and the result bounds their sum of fits. What the product leaves out (dates, lines, forbidden pairs) could only
lower the sum: the bound stays true.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from mentoring.matching.arrays import FloatArray, IntArray
from mentoring.matching.comparisons import FULL_SCORE
from mentoring.matching.edges import CandidatePairs
from mentoring.matching.factors import LostStrengthFactors
from mentoring.matching.language_groups import iterate_groups_by_languages
from mentoring.matching.problem import MatchingProblem
from mentoring.matching.pruned_scan import SCAN_ROWS, build_partitioned_juniors
from mentoring.matching.scoring import FitArray
from mentoring.matching.values import ReportProgress
from mentoring.matching.views import split_rows

ROUNDING_SLACK = 2.0
"""More than the error of 32-bit floats and of rounding, in ten-thousandths for each senior."""

UNMATCHED_COST = 2.0
"""The cost at which a lifted fit is worth 0: a senior who would pay more stays unmatched."""


@dataclass(frozen=True)
class FitSumBound:
    """The highest lifted sum of any solution, in ten-thousandths, and promising pairs, as keys."""

    lifted_bound: float
    keys: IntArray

    def bound_for_matched_count(self, number: int) -> float:
        """The highest sum of fits of a solution that matches `number` people, at most one fit each.

        Where places are exactly as many as people, seniors compete among few candidates, prices are far too high, and
        one fit each is all that is proved.
        """
        return min(self.lifted_bound - number * FULL_SCORE, float(number * FULL_SCORE))


@dataclass(frozen=True)
class CandidateCosts:
    """Prices in parts of a fit, and the cost of each senior's best candidate: its price plus the missing fit."""

    price: FloatArray
    best_cost: FloatArray


def build_prices_and_best_costs(
    problem: MatchingProblem, prices: FitArray, candidates: CandidatePairs
) -> CandidateCosts:
    """The costs among candidates that the limits allow; UNMATCHED_COST for a senior without one."""
    best_cost = np.full(len(problem.wishes), UNMATCHED_COST)
    np.minimum.at(best_cost, candidates.rows, (FULL_SCORE - candidates.fits + prices[candidates.cols]) / FULL_SCORE)
    return CandidateCosts((prices / FULL_SCORE).astype(np.float32), best_cost.astype(np.float32))


def scan_all_pairs_for_bound(
    problem: MatchingProblem,
    factors: LostStrengthFactors,
    prices: FitArray,
    *,
    candidates: CandidatePairs,
    report: ReportProgress,
) -> FitSumBound:
    """Scan all pairs. Any prices are valid: better prices give a lower bound, and better candidates a shorter scan."""
    costs = build_prices_and_best_costs(problem, prices, candidates)
    keys = [np.zeros(0, np.int64), *_iterate_promising_pair_keys(problem, factors, costs, report)]
    kept = np.maximum((UNMATCHED_COST - costs.best_cost.astype(np.float64)) * FULL_SCORE + ROUNDING_SLACK, 0)
    return FitSumBound(float((problem.capacity * prices).sum() + kept.sum()), np.concatenate(keys))


def _iterate_promising_pair_keys(
    problem: MatchingProblem, factors: LostStrengthFactors, costs: CandidateCosts, report: ReportProgress
) -> Iterator[IntArray]:
    """Yield the keys of promising pairs; `costs.best_cost` falls to the lowest cost of any junior."""
    done = 0
    for rows, able in iterate_groups_by_languages(problem):
        index = build_partitioned_juniors(
            factors, able, costs.price, -factors.rows[rows, : factors.demand_width].sum(axis=0)
        )
        alike = rows[np.argsort(factors.widest.rows[rows], kind="stable")]
        for block in split_rows(alike, SCAN_ROWS):
            for hit_rows, hit_cols in index.iterate_cheaper_pairs(block, costs.best_cost):
                yield hit_rows * len(problem.offers) + hit_cols
            done += len(block)
            report("look", done, len(problem.wishes))
