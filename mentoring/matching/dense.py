"""The exact engine: every pair scored, one column for each place of a junior, solved by shortest augmenting paths."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.optimize import linear_sum_assignment

from mentoring.matching.barriers import allowed
from mentoring.matching.columns import Whole
from mentoring.matching.comparing import FULL
from mentoring.matching.market import Market
from mentoring.matching.prices import lowest_prices
from mentoring.matching.scoring import Fits, fits
from mentoring.matching.solution import Engine, Solution
from mentoring.matching.values import Tell
from mentoring.matching.views import Block, blocks, everybody


@dataclass(frozen=True)
class Costs:
    """Minus the worth of each senior at each place: 0 where they may not meet, below -lift where they may.

    The lift is more than all fits together, so one more person matched outweighs any gain of fit.
    """

    table: Fits
    places: Whole
    lift: float


def solve_dense(market: Market, tell: Tell) -> Solution:
    """The most seniors, and among these sharings the highest sum of fits."""
    costs = _costs(market, tell)
    tell("solve", 0, 1)
    rows, cols = linear_sum_assignment(costs.table)
    partner = np.full(len(market.wishes), -1, np.int64)
    good = costs.table[rows, cols] < 0
    partner[rows[good]] = costs.places[cols[good]]
    total = -costs.table[rows, cols].sum() - costs.lift * good.sum()
    tell("solve", 1, 1)
    return Solution(Engine.DENSE, partner, _prices(market, costs, partner), float(total))


def count_places(market: Market) -> Whole:
    """The places of each junior that can ever be taken."""
    return np.minimum(market.capacity, len(market.wishes))


def _costs(market: Market, tell: Tell) -> Costs:
    rows, cols = everybody(market)
    places = np.repeat(cols, count_places(market))
    lift = float(FULL * min(len(rows), len(places)) + 1)
    table = np.zeros((len(rows), len(places)))
    for block in blocks(rows):
        view = Block(market, block, cols)
        worth = np.where(allowed(view), -lift - fits(view), 0)
        np.take(worth, places, axis=1, out=table[block[0] : block[-1] + 1])
        tell("score", int(block[-1]) + 1, len(rows))
    return Costs(table, places, lift)


def _prices(market: Market, costs: Costs, partner: Whole) -> Fits:
    first = np.unique(costs.places, return_index=True)
    prices = np.zeros(len(market.offers))
    if len(first[0]):
        column = np.full(len(market.offers), -1)
        column[first[0]] = np.arange(len(first[0]))
        mine = np.where(partner >= 0, column[partner], -1)
        table = costs.table if len(first[0]) == costs.table.shape[1] else costs.table[:, first[1]]
        prices[first[0]] = lowest_prices(table, mine)
    return np.clip(prices, 0, FULL)
