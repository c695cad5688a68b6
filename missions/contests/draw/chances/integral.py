"""Chances in floating point, for large pools: the same integral as for small ones, by Gauss-Legendre quadrature."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray
from scipy.stats import binom

NODES = 96
SPREAD = 12.0
"""How many standard deviations around the seats are integrated; outside, the chance is 0 or 1 to more than twelve decimals."""


def integrate_chance(tickets: int, others: Mapping[int, int], seats: int) -> float:
    """The chance that fewer than `seats` of the others come before a holder of so many tickets.

    x is as in the exact computation. Above `high` hardly any order has so many others before the holder, below `low` every
    order has.
    """
    margin = SPREAD * math.sqrt(seats) + SPREAD**2 / 4
    high = _find_share(others, max(seats - margin, 0.0))
    low = max(_find_share(others, seats + margin), math.exp(-4 * SPREAD / tickets))
    if low >= high:
        return 1.0 - high**tickets
    nodes, weights = np.polynomial.legendre.leggauss(NODES)
    shares = (high - low) / 2 * nodes + (high + low) / 2
    heights = [tickets * share ** (tickets - 1) * _chance_of_fewer(share, others, seats) for share in shares]
    return float(1.0 - high**tickets + (high - low) / 2 * np.dot(weights, heights))


def _find_share(others: Mapping[int, int], expected: float) -> float:
    """The x at which so many others are expected before the holder, by bisection; 0 when there are fewer."""
    low, high = 0.0, 1.0
    for _ in range(200):
        middle = (low + high) / 2
        if sum(count * (1 - middle**other) for other, count in others.items()) > expected:
            low = middle
        else:
            high = middle
    return high


def _chance_of_fewer(share: float, others: Mapping[int, int], seats: int) -> float:
    """The chance that fewer than `seats` others come before: each number of tickets is a binomial, and they add up."""
    counts: NDArray[np.float64] = np.ones(1)
    for other, count in others.items():
        before: NDArray[np.float64] = binom.pmf(np.arange(min(count + 1, seats)), count, 1 - share**other)
        counts = np.convolve(counts, before)[:seats]
    return float(counts.sum())
