"""A look at every pair of a large round in one product of matrices: a proved bound, and candidates that no pool showed.

Let being matched be worth a whole fit more. For any prices, no sharing is then worth more than all places at their price
plus, for each senior, the most that any junior would leave them, and nothing where that is less. Among sharings that match
so many, take off one fit for each of them, and the bound is one of their fits. What the product leaves out (lines, people apart, likes in part) could only lower that: the bound stays true.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from mentoring.matching.columns import Numbers, Whole
from mentoring.matching.comparing import FULL
from mentoring.matching.factors import Factors, make_factors
from mentoring.matching.languages import by_language
from mentoring.matching.market import Market
from mentoring.matching.scoring import Fits
from mentoring.matching.values import Tell
from mentoring.matching.views import blocks

PARTS, LEAST_COLS = 64, 64
"""Juniors are looked at in so many parts or more, and the best of each part is a candidate."""

ROWS, MOST_COLS = 512, 512
"""A part of a block stays in the processor's cache."""

BEST_OF_ALL = 16
ROUNDING = 2.0
"""More than 32 bits and the rounding to ten-thousandths can hide, in ten-thousandths a senior."""


@dataclass(frozen=True)
class Bound:
    """What any sharing is worth at most, in ten-thousandths, and the most promising juniors of each senior, as keys."""

    lifted: float
    keys: Whole

    def value(self, number: int) -> float:
        """The sum of fits that no sharing of so many people goes beyond: one each at most, whatever the prices say.

        Where places are just as many as people, candidates alone leave some fighting, their prices are far too high,
        and nothing better than that is proved.
        """
        return min(self.lifted - number * FULL, float(number * FULL))


def look_at_all(market: Market, prices: Fits, tell: Tell) -> Bound:
    """The prices are anyone's guess: a better one gives a lower bound."""
    factors, dear = make_factors(market), (prices / FULL).astype(np.float32)
    lifted, keys, done = float((market.capacity * prices).sum()), [np.zeros(0, np.int64)], 0
    for rows, able in by_language(market):
        near, prices_of_near = factors.among(able), dear[able]
        for block in blocks(rows, ROWS):
            best, values = _best_of_parts(near, block, prices_of_near)
            lifted += float(np.maximum((2 - values.min(axis=1)) * FULL + ROUNDING, 0).sum())
            most = np.argpartition(values, min(BEST_OF_ALL, values.shape[1]) - 1, axis=1)[:, :BEST_OF_ALL]
            cols = able[np.take_along_axis(best, most, axis=1)]
            keys.append((block[:, None] * len(market.offers) + cols).ravel())
            done += len(block)
            tell("look", done, len(market.wishes))
    return Bound(lifted, np.concatenate(keys))


def _best_of_parts(factors: Factors, rows: Whole, dear: Numbers) -> tuple[Whole, Numbers]:
    """The best junior of each part for each senior: where they are, and what it takes from 1 to have them."""
    best, values = [], []
    size = min(max(len(dear) // PARTS, LEAST_COLS), MOST_COLS)
    for start in range(0, len(dear), size):
        part = slice(start, start + size)
        lost = factors.lost(rows, part)
        lost *= lost
        lost += dear[part]
        nearest = lost.argmin(axis=1)
        best.append(nearest + start)
        values.append(lost[np.arange(len(lost)), nearest])
    return np.stack(best, axis=1), np.stack(values, axis=1)
