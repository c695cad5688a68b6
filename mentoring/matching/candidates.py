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
            lost = factors.lost_strength_of_grid(block, pool)
            cols = _pick_best_of_each_part(lost, price[pool])
            lost = np.take_along_axis(lost, cols, axis=1)
            lost += factors.loss_of_shared_meeting_starts(block[:, None], pool[cols])
            at, nth = _pick_best_pair_indices(lost * lost + price[pool[cols]])
            yield block[at] * len(problem.offers) + pool[cols[at, nth]]
            done += len(block)
            report("candidates", done, whole)


def _indices_of_nth_pool(length: int, number: int) -> IntArray:
    """The next slice of the circle of juniors."""
    if length <= POOL:
        return np.arange(length)
    return (np.arange(POOL) + number * POOL) % length


def _pick_best_of_each_part(lost: FloatArray, price: FloatArray) -> IntArray:
    """For each senior the best junior of each part of a pool, before starts; all juniors of a small pool."""
    if lost.shape[1] < POOL:
        return np.broadcast_to(np.arange(lost.shape[1]), lost.shape)
    costs = lost * lost
    costs += price
    cols: IntArray = costs.reshape(len(lost), POOL_PARTS, -1).argmin(axis=2)
    return cols + np.arange(0, POOL, POOL // POOL_PARTS)


def _pick_best_pair_indices(costs: FloatArray) -> tuple[IntArray, IntArray]:
    """The pairs of lowest cost of each senior, without those that break a limit."""
    best = np.argpartition(costs, min(BEST_OF_POOL, costs.shape[1]) - 1, axis=1)[:, :BEST_OF_POOL]
    at, nth = np.nonzero(np.take_along_axis(costs, best, axis=1) < BROKEN_LIMIT)
    return at, best[at, nth]
