"""The engine of large rounds: candidates by fit net of price, the exact answer among them, and what is proved on all pairs."""

from __future__ import annotations

import numpy as np

from mentoring.matching.auction import auction
from mentoring.matching.bound import look_at_all
from mentoring.matching.candidates import from_pools
from mentoring.matching.columns import Whole
from mentoring.matching.comparing import FULL
from mentoring.matching.edges import Edges, judged, keys_of
from mentoring.matching.flow import has_flow, solve_flow
from mentoring.matching.market import Market
from mentoring.matching.paths import match_more
from mentoring.matching.solution import Engine, Solution
from mentoring.matching.values import Tell

TURNS = 2
"""How many times prices are found among candidates, and candidates by these prices, before everybody is looked at."""


def solve_large(market: Market, engine: Engine, tell: Tell) -> Solution:
    """As many matched as can be, proved; a sum of fits near the best, and a bound that says how near."""
    prices, keys = np.zeros(len(market.offers)), np.zeros(0, np.int64)
    for turn in range(TURNS):
        edges = judged(market, [keys, *from_pools(market, prices, turn, tell)])
        prices = auction(edges, len(market.wishes), market.capacity, tell).prices
        keys = edges.keys(len(market.offers))
    seen = look_at_all(market, prices, tell)
    used = Engine.FLOW if engine is Engine.FLOW and has_flow() else Engine.AUCTION
    partner = _most(market, used, judged(market, [keys, seen.keys]), tell)
    return Solution(used, partner, np.clip(prices, 0, FULL), seen.value(int((partner >= 0).sum())))


def _most(market: Market, engine: Engine, edges: Edges, tell: Tell) -> Whole:
    """Where the search on all pairs finds more people to match, its pairs become candidates and the flow is solved again."""
    tell("solve", 0, 1)
    partner = _solve(market, engine, edges, tell)
    proved, _ = match_more(market, partner, tell)
    if engine is Engine.FLOW and (proved >= 0).sum() > (partner >= 0).sum():
        known = edges.keys(len(market.offers))
        return _solve(market, engine, judged(market, [known, keys_of(market, proved)]), tell)
    return proved


def _solve(market: Market, engine: Engine, edges: Edges, tell: Tell) -> Whole:
    if engine is Engine.FLOW:
        return solve_flow(edges, len(market.wishes), market.capacity)
    return auction(edges, len(market.wishes), market.capacity, tell).partner
