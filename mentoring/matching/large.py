"""The engine of large rounds: candidates by fit net of price, the exact answer among them, and what is proved on all pairs."""

from __future__ import annotations

import numpy as np

from mentoring.matching.arrays import Whole
from mentoring.matching.auction import auction
from mentoring.matching.augmenting_paths import match_more
from mentoring.matching.bound import Bound, look_at_all
from mentoring.matching.candidates import from_pools
from mentoring.matching.comparisons import FULL
from mentoring.matching.edges import NO_EDGES, Edges, judged, keys_of
from mentoring.matching.factors import make_factors
from mentoring.matching.flow import has_flow, solve_flow
from mentoring.matching.problem import Market
from mentoring.matching.scoring import Fits
from mentoring.matching.solution import Engine, Solution
from mentoring.matching.values import Tell

TURNS, LOOKS = 2, 2
"""How many times prices are found among candidates and candidates by these prices: in pools, then among everybody."""

ENOUGH = 24
"""Candidates of one senior among whom the answer is sought."""


def solve_large(market: Market, engine: Engine, tell: Tell) -> Solution:
    """As many matched as can be, proved; a sum of fits near the best, and a bound that says how near."""
    edges, prices, seen = _prepare(market, tell)
    used = Engine.FLOW if engine is Engine.FLOW and has_flow() else Engine.AUCTION
    partner = _most(market, used, edges.cheapest(prices, ENOUGH), tell)
    return Solution(used, partner, np.clip(prices, 0, FULL), seen.value(int((partner >= 0).sum())))


def _prepare(market: Market, tell: Tell) -> tuple[Edges, Fits, Bound]:
    """Candidates, their prices, and the lowest bound that any of the prices on the way has proved."""
    factors, rows = make_factors(market), len(market.wishes)
    prices, edges = np.zeros(len(market.offers)), NO_EDGES
    for turn in range(TURNS):
        edges = judged(market, from_pools(market, factors, prices, turn=turn, tell=tell), edges)
        prices = auction(edges, rows, market.capacity, tell).prices
    seen = look_at_all(market, factors, prices, known=edges, tell=tell)
    for _ in range(LOOKS - 1):
        edges = judged(market, [seen.keys], edges)
        prices = auction(edges, rows, market.capacity, tell).prices
        again = look_at_all(market, factors, prices, known=edges, tell=tell)
        seen = Bound(min(seen.lifted, again.lifted), again.keys)
    return judged(market, [seen.keys], edges), prices, seen


def _most(market: Market, engine: Engine, edges: Edges, tell: Tell) -> Whole:
    """Where the search on all pairs finds more people to match, its pairs become candidates and the flow is solved again."""
    tell("solve", 0, 1)
    partner = _solve(market, engine, edges, tell)
    proved, _ = match_more(market, partner, tell)
    if engine is Engine.FLOW and (proved >= 0).sum() > (partner >= 0).sum():
        return _solve(market, engine, judged(market, [keys_of(market, proved)], edges), tell)
    return proved


def _solve(market: Market, engine: Engine, edges: Edges, tell: Tell) -> Whole:
    if engine is Engine.FLOW:
        return solve_flow(edges, len(market.wishes), market.capacity)
    return auction(edges, len(market.wishes), market.capacity, tell).partner
