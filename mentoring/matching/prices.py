"""Shadow prices: how much one more place of a junior would add to the sum of fits, computed from an optimal solution."""

from __future__ import annotations

import numpy as np

from mentoring.matching.arrays import IntArray
from mentoring.matching.scoring import FitArray

BATCH_ROWS = 16


def compute_lowest_stable_prices(costs: FitArray, partner: IntArray) -> FitArray:
    """The lowest prices at which no senior prefers another junior.

    Each senior keeps worth minus price. Where another junior would leave them more, that junior's price rises, and the
    seniors who hold their places keep less. The loop ends because the solution is optimal: no cycle gains.
    """
    prices = np.zeros(costs.shape[1])
    if not len(prices):
        return prices
    worth = np.where(partner >= 0, -costs[np.arange(len(partner)), partner], 0)
    changed = np.arange(len(partner))
    while len(changed):
        kept = worth[changed] - np.where(partner[changed] >= 0, prices[partner[changed]], 0)
        higher = _raise_prices_to_keep_partners(prices, costs, changed, kept)
        changed = np.flatnonzero((partner >= 0) & (higher > prices)[partner])
        prices = higher
    return prices


def _raise_prices_to_keep_partners(prices: FitArray, costs: FitArray, rows: IntArray, kept: FitArray) -> FitArray:
    lowest = -prices
    for start in range(0, len(rows), BATCH_ROWS):
        part = costs[rows[start : start + BATCH_ROWS]]
        part += kept[start : start + BATCH_ROWS, None]
        np.minimum(lowest, part.min(axis=0), out=lowest)
    return -lowest
