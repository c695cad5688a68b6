"""Shadow prices: how much the sum of fits would grow with one more place of a junior, read off an answer that is best."""

from __future__ import annotations

import numpy as np

from mentoring.matching.arrays import Whole
from mentoring.matching.scoring import Fits

ROWS = 16


def lowest_prices(costs: Fits, partner: Whole) -> Fits:
    """The lowest prices at which nobody would rather have another junior.

    Each senior keeps worth minus price; where that is less than another junior would leave them, that junior's price
    rises, and whoever holds one of their places keeps less. It ends because the answer is best: no circle gains.
    """
    prices = np.zeros(costs.shape[1])
    if not len(prices):
        return prices
    held = np.where(partner >= 0, -costs[np.arange(len(partner)), partner], 0)
    changed = np.arange(len(partner))
    while len(changed):
        kept = held[changed] - np.where(partner[changed] >= 0, prices[partner[changed]], 0)
        higher = _raised(prices, costs, changed, kept)
        changed = np.flatnonzero((partner >= 0) & (higher > prices)[partner])
        prices = higher
    return prices


def _raised(prices: Fits, costs: Fits, rows: Whole, kept: Fits) -> Fits:
    lowest = -prices
    for start in range(0, len(rows), ROWS):
        part = costs[rows[start : start + ROWS]]
        part += kept[start : start + ROWS, None]
        np.minimum(lowest, part.min(axis=0), out=lowest)
    return -lowest
