"""The exact engine: every pair scored, one column for each place of a junior, solved by shortest augmenting paths."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module

import numpy as np

from mentoring.matching.arrays import Whole
from mentoring.matching.comparisons import FULL
from mentoring.matching.constraints import allowed
from mentoring.matching.prices import lowest_prices
from mentoring.matching.problem import Market
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
    solver = import_module("scipy.optimize")  # Here, so that no other process waits for it to load.
    rows, taken = solver.linear_sum_assignment(costs.table)
    reached = costs.table[rows, taken]
    place = np.full(len(market.wishes), -1, np.int64)
    place[rows[reached < 0]] = taken[reached < 0]
    total = -reached.sum() - costs.lift * (reached < 0).sum()
    tell("solve", 1, 1)
    partner, prices = place.copy(), np.zeros(len(market.offers))
    partner[place >= 0] = costs.places[place[place >= 0]]
    # The places of one junior are alike, so they have one price.
    prices[costs.places] = lowest_prices(costs.table, place)
    return Solution(Engine.DENSE, partner, np.clip(prices, 0, FULL), float(total))


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
