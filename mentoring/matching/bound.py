"""A look at every pair of a large round that could matter: a proved bound, and candidates that no pool showed.

Let being matched be worth a whole fit more. For any prices, no sharing is then worth more than all places at their price
plus, for each senior, the most that any junior would leave them, and nothing where that is less. Among sharings that match
so many, take off one fit for each of them, and the bound is one of their fits. What the product leaves out (lines, people
apart, likes in part) could only lower that: the bound stays true.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from mentoring.matching.arrays import Numbers, Whole
from mentoring.matching.comparisons import FULL
from mentoring.matching.edges import Edges
from mentoring.matching.factors import Factors
from mentoring.matching.language_groups import by_language
from mentoring.matching.problem import Market
from mentoring.matching.pruned_scan import ROWS, over
from mentoring.matching.scoring import Fits
from mentoring.matching.values import Tell
from mentoring.matching.views import blocks

ROUNDING = 2.0
"""More than 32 bits and the rounding to ten-thousandths can hide, in ten-thousandths a senior."""

NOTHING = 2.0
"""What it takes from a lifted fit to be worth nothing: whoever pays more stays alone."""


@dataclass(frozen=True)
class Bound:
    """What any sharing is worth at most, in ten-thousandths, and promising juniors of each senior, as keys."""

    lifted: float
    keys: Whole

    def value(self, number: int) -> float:
        """The sum of fits that no sharing of so many people goes beyond: one each at most, whatever the prices say.

        Where places are just as many as people, candidates alone leave some fighting, their prices are far too high,
        and nothing better than that is proved.
        """
        return min(self.lifted - number * FULL, float(number * FULL))


@dataclass(frozen=True)
class Asking:
    """Prices in parts of a fit, and what the best candidate known takes from each senior: price, and fit that is missing."""

    dear: Numbers
    least: Numbers


def asking(market: Market, prices: Fits, known: Edges) -> Asking:
    """From candidates that the limits allow, as far as there are any."""
    least = np.full(len(market.wishes), NOTHING)
    np.minimum.at(least, known.rows, (FULL - known.fits + prices[known.cols]) / FULL)
    return Asking((prices / FULL).astype(np.float32), least.astype(np.float32))


def look_at_all(market: Market, factors: Factors, prices: Fits, *, known: Edges, tell: Tell) -> Bound:
    """The prices are anyone's guess: a better one gives a lower bound, and better candidates known a shorter look."""
    asked = asking(market, prices, known)
    keys = [np.zeros(0, np.int64), *_look(market, factors, asked, tell)]
    kept = np.maximum((NOTHING - asked.least.astype(np.float64)) * FULL + ROUNDING, 0)
    return Bound(float((market.capacity * prices).sum() + kept.sum()), np.concatenate(keys))


def _look(market: Market, factors: Factors, asked: Asking, tell: Tell) -> Iterator[Whole]:
    """Keys of what is found; meanwhile `asked.least` falls to what no junior undercuts."""
    done = 0
    for rows, able in by_language(market):
        sight = over(factors, able, asked.dear, -factors.rows[rows, : factors.asked].sum(axis=0))
        alike = rows[np.argsort(factors.wide.rows[rows], kind="stable")]
        for block in blocks(alike, ROWS):
            for found_rows, found_cols in sight.best_for(block, asked.least):
                yield found_rows * len(market.offers) + found_cols
            done += len(block)
            tell("look", done, len(market.wishes))
