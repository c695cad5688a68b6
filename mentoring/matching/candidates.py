"""Finds candidates for each senior by fit net of the juniors' prices: by raw fit, all would want the same few."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from mentoring.matching.arrays import Numbers, Whole
from mentoring.matching.comparisons import FULL
from mentoring.matching.factors import BROKEN, Factors
from mentoring.matching.language_groups import by_language
from mentoring.matching.problem import Market
from mentoring.matching.scoring import Fits
from mentoring.matching.values import Tell
from mentoring.matching.views import blocks

POOL = 2_048
"""Juniors whom one block of seniors looks at. Both sides are in drawn order, so a stretch of it is a fair sample."""

PARTS, BEST_OF_POOL = 128, 12
"""The best of each part of a pool are compared, and so many of them are candidates."""


def from_pools(market: Market, factors: Factors, prices: Fits, *, turn: int, tell: Tell) -> Iterator[Whole]:
    """The best of a pool for each senior, as keys, lines and people apart not looked at; another turn looks at other juniors."""
    done, whole, dear = 0, len(market.wishes), (prices / FULL).astype(np.float32)
    for rows, able in by_language(market):
        for number, block in enumerate(blocks(rows)):
            pool = able[_stretch(len(able), number + turn * (len(rows) // 2 + 1))]
            at, cols = _best(factors.lost(block, pool), dear[pool])
            yield block[at] * len(market.offers) + pool[cols]
            done += len(block)
            tell("candidates", done, whole)


def _stretch(length: int, number: int) -> Whole:
    """From another point of the circle each time."""
    if length <= POOL:
        return np.arange(length)
    return (np.arange(POOL) + number * POOL) % length


def _best(lost: Numbers, dear: Numbers) -> tuple[Whole, Whole]:
    """Where the best are, as places in the block and in the pool."""
    lost *= lost
    lost += dear
    if lost.shape[1] == POOL:
        parts = lost.reshape(len(lost), PARTS, -1)
        cols = parts.argmin(axis=2) + np.arange(0, POOL, POOL // PARTS)
    else:
        cols = np.broadcast_to(np.arange(lost.shape[1]), lost.shape)
    costs = np.take_along_axis(lost, cols, axis=1)
    best = np.argpartition(costs, min(BEST_OF_POOL, costs.shape[1]) - 1, axis=1)[:, :BEST_OF_POOL]
    at, nth = np.nonzero(np.take_along_axis(costs, best, axis=1) < BROKEN)
    return at, cols[at, best[at, nth]]
