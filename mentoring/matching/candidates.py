"""Finds candidates for each senior by fit net of the juniors' prices: by raw fit, all would want the same few."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from mentoring.matching.barriers import allowed
from mentoring.matching.columns import Mask, Whole
from mentoring.matching.market import Market
from mentoring.matching.scoring import Fits, fits
from mentoring.matching.settings import Limit
from mentoring.matching.values import Tell
from mentoring.matching.views import Block, blocks

POOL = 2_048
"""Juniors whom one block of seniors looks at. Both sides are in drawn order, so a stretch of it is a fair sample."""

BEST_OF_POOL = 12


def from_pools(market: Market, prices: Fits, turn: int, tell: Tell) -> Iterator[Whole]:
    """The best of a pool for each senior, as keys; another turn looks at other juniors."""
    rows, width = _by_language(market), len(market.offers)
    for number, block in enumerate(blocks(rows)):
        pool = _pool(market, block, number + turn * (len(rows) // 2 + 1))
        if len(pool):
            view = Block(market, block, pool)
            net = np.where(allowed(view), fits(view) - prices[pool], -np.inf)
            best = np.argpartition(-net, min(BEST_OF_POOL, len(pool)) - 1, axis=1)[:, :BEST_OF_POOL]
            good = np.isfinite(np.take_along_axis(net, best, axis=1))
            yield (block[:, None] * width + pool[best])[good]
        tell("candidates", min((number + 1) * len(block), len(rows)), len(rows))


def _by_language(market: Market) -> Whole:
    return np.argsort(market.allowed[Limit.LANGUAGE].rows, kind="stable")


def _pool(market: Market, block: Whole, number: int) -> Whole:
    """Juniors with a place who share a language with somebody of the block, from another point of the circle each time."""
    spoken = market.allowed[Limit.LANGUAGE]
    shared: Mask = np.any(spoken.table[np.unique(spoken.rows[block])] > 0, axis=0)
    able = np.flatnonzero(shared[spoken.cols] & (market.capacity > 0))
    if len(able) <= POOL:
        return able
    return able[(np.arange(POOL) + number * POOL) % len(able)]
