"""Proposes the pairs of a round: the engine that fits its size, and the proof that nobody more can be matched."""

from __future__ import annotations

from mentoring.matching.augmenting_paths import match_more
from mentoring.matching.dense import count_places, solve_dense
from mentoring.matching.large import solve_large
from mentoring.matching.outcome import Outcome, tell_outcome
from mentoring.matching.problem import Market
from mentoring.matching.solution import Engine
from mentoring.matching.values import Tell, tell_nobody

DENSE_CELLS = 40_000_000
"""Up to so many pairs of a senior and a place, every pair is scored: about a gigabyte, and a few seconds."""


def propose(market: Market, *, engine: Engine | None = None, tell: Tell = tell_nobody) -> Outcome:
    """The most people matched; among those sharings the highest sum of fits; pairs under the floor set apart.

    The same market gives the same answer. Without an engine named, the size of the market names one.
    """
    chosen = engine or choose_engine(market)
    solution = solve_dense(market, tell) if chosen is Engine.DENSE else solve_large(market, chosen, tell)
    _, shortage = match_more(market, solution.partner, tell)
    return tell_outcome(market, solution, shortage)


def choose_engine(market: Market) -> Engine:
    """The exact engine as long as every pair fits in memory."""
    places = int(count_places(market).sum())
    return Engine.DENSE if len(market.wishes) * places <= DENSE_CELLS else Engine.FLOW
