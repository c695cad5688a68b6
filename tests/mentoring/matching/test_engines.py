"""The engines agree with each other, with a solver of others, and with the proof that nobody more can be matched."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

from mentoring.matching.arrays import Numbers
from mentoring.matching.augmenting_paths import match_more
from mentoring.matching.constraints import allowed
from mentoring.matching.dense import solve_dense
from mentoring.matching.engines import propose
from mentoring.matching.outcome import Outcome
from mentoring.matching.problem import Market
from mentoring.matching.scoring import fits
from mentoring.matching.solution import Engine, loads
from mentoring.matching.values import tell_nobody
from mentoring.matching.views import Block, everybody
from tests.architecture.source import ROOT
from tests.bench.matching.company import make_company
from tests.mentoring.matching.drawing import crowds
from tests.mentoring.matching.people import Company

WITHOUT_ORTOOLS = """
import sys
sys.modules["ortools"] = None
from mentoring.matching.engines import propose
from mentoring.matching.solution import Engine
from tests.bench.matching.company import make_company
outcome = propose(make_company(60, 90).market(), engine=Engine.FLOW)
print(outcome.engine.value, len(outcome.pairs))
"""


def by_flow(market: Market) -> tuple[int, int]:
    """Everybody with everybody, by a solver that knows nothing of ours: how many are matched, and the sum of fits."""
    block = Block(market, *everybody(market))
    rows, cols = np.nonzero(allowed(block))
    seniors, juniors = len(market.wishes), len(market.offers)
    solver = SimpleMinCostFlow()
    arcs = solver.add_arcs_with_capacity_and_unit_cost(
        rows, seniors + cols, np.ones(len(rows), np.int64), -fits(block)[rows, cols].astype(np.int64)
    )
    source = seniors + juniors
    for row in range(seniors):
        solver.add_arc_with_capacity_and_unit_cost(source, row, 1, 0)
    for col, places in enumerate(market.capacity.tolist()):
        solver.add_arc_with_capacity_and_unit_cost(seniors + col, source + 1, places, 0)
    solver.set_nodes_supplies(np.array([source, source + 1]), np.array([seniors, -seniors]))
    assert solver.solve_max_flow_with_min_cost() == solver.OPTIMAL
    return int(np.sum(solver.flows(arcs))), -solver.optimal_cost()


def told(outcome: Outcome) -> tuple[int, int]:
    return len(outcome.pairs) + len(outcome.under_floor), round(outcome.total * 10_000)


def scarce(market: Market) -> Market:
    """The same people, when every second junior has no place left."""
    return replace(market, capacity=np.where(np.arange(len(market.offers)) % 2, market.capacity, 0))


@pytest.mark.judge
@pytest.mark.parametrize("seed", [1, 2])
def test_an_independent_solver_finds_nothing_better_in_a_company(seed: int) -> None:
    market = make_company(200, 260, seed).market()
    assert told(propose(market)) == by_flow(market)
    assert told(propose(scarce(market))) == by_flow(scarce(market))


@pytest.mark.judge
@pytest.mark.property
@settings(max_examples=25, deadline=None)
@given(crowds)
def test_an_independent_solver_finds_nothing_better_in_any_crowd(company: Company) -> None:
    market = company.market()
    assert told(propose(market)) == by_flow(market)


@pytest.mark.parametrize("engine", [Engine.FLOW, Engine.AUCTION])
@pytest.mark.parametrize("juniors", [700, 240])
def test_a_large_rounds_engine_matches_as_many_and_nearly_as_well(engine: Engine, juniors: int) -> None:
    """Candidates are a few of many, so the exact engine may do a little better; the bound is above both."""
    market = make_company(400, juniors, 3).market()
    exact, found = propose(market), propose(market, engine=engine)
    assert told(found)[0] == told(exact)[0]
    assert exact.total * 0.995 <= found.total <= exact.total + 1e-9
    assert exact.total <= found.bound <= exact.total * 1.03


@pytest.mark.parametrize(("engine", "least"), [(Engine.FLOW, 0.995), (Engine.AUCTION, 0.97)])
def test_where_places_are_as_many_as_people_the_number_is_exact_and_the_bound_is_plain(
    engine: Engine, least: float
) -> None:
    """The hardest case: everybody must move for the last ones, and candidates alone are not enough."""
    market = make_company(400, 310, 3).market()
    exact, found = propose(market), propose(market, engine=engine)
    assert told(found)[0] == told(exact)[0] < market.capacity.sum() + 1 < 400
    assert exact.total * least <= found.total <= exact.total
    assert exact.total <= found.bound <= told(exact)[0]


@pytest.mark.property
@settings(max_examples=25, deadline=None)
@given(crowds)
def test_the_search_on_all_pairs_ends_with_the_most_matched_and_with_the_proof(company: Company) -> None:
    market = company.market()
    nobody = np.full(len(market.wishes), -1)
    partner, shortage = match_more(market, nobody)
    may_meet = allowed(Block(market, *everybody(market)))
    assert may_meet[np.flatnonzero(partner >= 0), partner[partner >= 0]].all()
    assert (loads(partner, len(market.offers)) <= market.capacity).all()
    unmatched = np.flatnonzero(partner < 0)
    assert set(unmatched.tolist()) <= set(shortage.rows.tolist())
    reachable = may_meet[shortage.rows].any(axis=0) & (market.capacity > 0)
    assert set(np.flatnonzero(reachable).tolist()) == set(shortage.cols.tolist())
    assert len(shortage.rows) - market.capacity[shortage.cols].sum() == len(unmatched)


@pytest.mark.property
@settings(max_examples=25, deadline=None)
@given(crowds)
def test_prices_prove_the_exact_answer(company: Company) -> None:
    """No sharing can be worth more than all prices plus what each senior keeps at most: and the answer is worth as much."""
    market = company.market()
    solution = solve_dense(market, tell_nobody)
    block = Block(market, *everybody(market))
    worth = np.where(allowed(block), fits(block), -np.inf)
    if (solution.partner < 0).any():
        return
    kept = (worth - solution.prices)[:, market.capacity > 0].max(axis=1)
    assert solution.bound == (market.capacity * solution.prices).sum() + kept.sum()


def test_without_the_extra_the_auction_takes_over_and_says_so() -> None:
    """In a Python of its own, for which ortools is not there."""
    told = subprocess.check_output([sys.executable, "-c", WITHOUT_ORTOOLS], text=True, cwd=ROOT)
    assert told.split() == ["auction", "60"]


def test_everybodys_first_choice_may_be_the_same_few() -> None:
    """Raw fits would name the same juniors to all; prices and the search bring in the others."""
    market = make_company(120, 120, 4).market()
    same = replace(
        market,
        asked={
            term: replace(one, rows=_first(one.rows), whole=_first(one.whole)) for term, one in market.asked.items()
        },
    )
    exact = propose(same)
    assert told(propose(same, engine=Engine.FLOW))[0] == told(propose(same, engine=Engine.AUCTION))[0] == told(exact)[0]


def _first(rows: Numbers) -> Numbers:
    return np.repeat(rows[:1], len(rows), axis=0)
