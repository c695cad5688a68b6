"""Candidate pairs of a large round, each with its fit, in the order of seniors."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from mentoring.matching.arrays import IntArray
from mentoring.matching.constraints import build_allowed_pairs_mask
from mentoring.matching.problem import MatchingProblem
from mentoring.matching.scoring import FitArray, pair_fits
from mentoring.matching.views import PairList

SLICE = 50_000
"""Pairs scored at a time."""


@dataclass(frozen=True)
class CandidatePairs:
    """Pairs that the limits allow, each once, in the order of seniors and of juniors."""

    rows: IntArray
    cols: IntArray
    fits: FitArray

    def pair_keys(self, juniors: int) -> IntArray:
        """Each pair as `row * juniors + column`."""
        return self.rows * juniors + self.cols

    def best_for_each_senior(self, prices: FitArray, most: int) -> CandidatePairs:
        """The `most` pairs of each senior with the highest fit net of price."""
        order = np.lexsort((prices[self.cols] - self.fits, self.rows))
        counts = np.bincount(self.rows)
        nth = np.arange(len(order)) - np.repeat(np.cumsum(counts) - counts, counts)
        kept = np.sort(order[nth < most])
        return CandidatePairs(self.rows[kept], self.cols[kept], self.fits[kept])


NO_EDGES = CandidatePairs(np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0))


def score_and_merge_candidates(
    problem: MatchingProblem, keys: Iterable[IntArray], earlier: CandidatePairs = NO_EDGES
) -> CandidatePairs:
    """The earlier edges plus those of these pairs (keys `row * juniors + column`) that the limits allow."""
    width = len(problem.offers)
    earlier_keys = earlier.pair_keys(width)
    new = _keep_new_unique_keys(np.sort(np.concatenate([*keys, np.zeros(0, np.int64)])), earlier_keys)
    kept, kept_fits = [earlier_keys], [earlier.fits]
    for start in range(0, len(new), SLICE):
        part = new[start : start + SLICE]
        view = PairList(problem, *np.divmod(part, width))
        good = np.flatnonzero(build_allowed_pairs_mask(view))
        kept.append(part[good])
        kept_fits.append(pair_fits(view)[good])
    every = np.concatenate(kept)
    order = np.argsort(every, kind="stable")
    rows, cols = np.divmod(every[order], max(width, 1))
    return CandidatePairs(rows, cols, np.concatenate(kept_fits)[order])


def _keep_new_unique_keys(keys: IntArray, earlier: IntArray) -> IntArray:
    """Sorted keys without duplicates and without those in `earlier`."""
    keys = keys[np.append(True, keys[1:] != keys[:-1])[: len(keys)]]
    if not len(earlier):
        return keys
    new: IntArray = keys[earlier[np.searchsorted(earlier, keys).clip(max=len(earlier) - 1)] != keys]
    return new


def keys_of_matched_pairs(problem: MatchingProblem, partner: IntArray) -> IntArray:
    """The pairs of a solution, as keys."""
    rows = np.flatnonzero(partner >= 0)
    return rows * len(problem.offers) + partner[rows]
