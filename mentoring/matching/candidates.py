"""Finds candidates for each senior by fit net of the juniors' prices: by raw fit, all would want the same few."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from mentoring.matching.barriers import allowed
from mentoring.matching.columns import Whole
from mentoring.matching.languages import by_language
from mentoring.matching.market import Market
from mentoring.matching.scoring import Fits, fits
from mentoring.matching.values import Tell
from mentoring.matching.views import Block, blocks

POOL = 2_048
"""Juniors whom one block of seniors looks at. Both sides are in drawn order, so a stretch of it is a fair sample."""

BEST_OF_POOL = 12


def from_pools(market: Market, prices: Fits, turn: int, tell: Tell) -> Iterator[Whole]:
    """The best of a pool for each senior, as keys; another turn looks at other juniors."""
    done, whole = 0, len(market.wishes)
    for rows, able in by_language(market):
        for number, block in enumerate(blocks(rows)):
            pool = able[_stretch(len(able), number + turn * (len(rows) // 2 + 1))]
            yield _best(Block(market, block, pool), prices[pool])
            done += len(block)
            tell("candidates", done, whole)


def _stretch(length: int, number: int) -> Whole:
    """From another point of the circle each time."""
    if length <= POOL:
        return np.arange(length)
    return (np.arange(POOL) + number * POOL) % length


def _best(view: Block, prices: Fits) -> Whole:
    net = np.where(allowed(view), fits(view) - prices, -np.inf)
    best = np.argpartition(-net, min(BEST_OF_POOL, len(view.cols)) - 1, axis=1)[:, :BEST_OF_POOL]
    good = np.isfinite(np.take_along_axis(net, best, axis=1))
    keys: Whole = (view.rows[:, None] * len(view.market.offers) + view.cols[best])[good]
    return keys
