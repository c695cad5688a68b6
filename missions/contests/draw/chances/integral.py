"""Chances in floating point, for large pools: the same integral as for small ones, by Gauss-Legendre quadrature."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

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
        before = compute_binomial_chances(other * math.log(share), count, min(count + 1, seats))
        counts = np.convolve(counts, before)[:seats]
    return float(counts.sum())


def compute_binomial_chances(log_failure: float, trials: int, length: int) -> NDArray[np.float64]:
    """The chances of 0, 1, 2… successes, so many of them, in trials that fail with a chance of which the logarithm is given.

    Each is had from the one before. `scipy.stats` has them too, and takes a second to load in every process of the service.
    """
    successes = np.arange(1, length)
    log_odds = math.log(-math.expm1(log_failure)) - log_failure
    steps = np.log((trials + 1 - successes) / successes) + log_odds
    return np.exp(trials * log_failure + np.concatenate(([0.0], np.cumsum(steps))))
