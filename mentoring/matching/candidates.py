"""Finds candidates for each senior by fit net of price: by fit alone, all would choose the same few juniors."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from mentoring.matching.arrays import FloatArray, IntArray
from mentoring.matching.comparisons import FULL_SCORE
from mentoring.matching.factors import BROKEN_LIMIT, LostStrengthFactors
from mentoring.matching.language_groups import iterate_groups_by_languages
from mentoring.matching.problem import MatchingProblem
from mentoring.matching.scoring import FitArray
from mentoring.matching.values import ReportProgress
from mentoring.matching.views import split_rows

POOL = 2_048
"""Juniors compared with one block of seniors. Both sides are in drawn order, so a slice is a fair sample."""

POOL_PARTS, BEST_OF_POOL = 128, 12
"""A pool has so many parts; of the best junior of each part, so many become candidates."""


def iterate_candidate_keys_from_pools(
    problem: MatchingProblem, factors: LostStrengthFactors, prices: FitArray, *, turn: int, report: ReportProgress
) -> Iterator[IntArray]:
    """Yield keys of the best pairs of each senior with a pool, before lines and forbidden pairs; each turn takes other pools."""
    done, whole, price = 0, len(problem.wishes), (prices / FULL_SCORE).astype(np.float32)
    for rows, able in iterate_groups_by_languages(problem):
        for number, block in enumerate(split_rows(rows)):
            pool = able[_indices_of_nth_pool(len(able), number + turn * (len(rows) // 2 + 1))]
            at, cols = _pick_best_pair_indices(factors.lost_strength_of_grid(block, pool), price[pool])
            yield block[at] * len(problem.offers) + pool[cols]
            done += len(block)
            report("candidates", done, whole)


def _indices_of_nth_pool(length: int, number: int) -> IntArray:
    """The next slice of the circle of juniors."""
    if length <= POOL:
        return np.arange(length)
    return (np.arange(POOL) + number * POOL) % length


def _pick_best_pair_indices(lost: FloatArray, price: FloatArray) -> tuple[IntArray, IntArray]:
    """The best pairs, as indices in the block and in the pool."""
    lost *= lost
    lost += price
    if lost.shape[1] == POOL:
        parts = lost.reshape(len(lost), POOL_PARTS, -1)
        cols = parts.argmin(axis=2) + np.arange(0, POOL, POOL // POOL_PARTS)
    else:
        cols = np.broadcast_to(np.arange(lost.shape[1]), lost.shape)
    costs = np.take_along_axis(lost, cols, axis=1)
    best = np.argpartition(costs, min(BEST_OF_POOL, costs.shape[1]) - 1, axis=1)[:, :BEST_OF_POOL]
    at, nth = np.nonzero(np.take_along_axis(costs, best, axis=1) < BROKEN_LIMIT)
    return at, cols[at, best[at, nth]]
