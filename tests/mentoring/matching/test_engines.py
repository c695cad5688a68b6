"""The engines agree with each other, with a solver of others, and with the proof that nobody more can be matched."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

from mentoring.matching.arrays import FloatArray
from mentoring.matching.augmenting_paths import match_remaining_seniors
from mentoring.matching.constraints import build_allowed_pairs_mask
from mentoring.matching.dense import solve_by_dense_engine
from mentoring.matching.engines import compute_matching_outcome
from mentoring.matching.outcome import MatchingOutcome
from mentoring.matching.problem import MatchingProblem
from mentoring.matching.scoring import pair_fits
from mentoring.matching.solution import MatchingEngine, count_seniors_by_junior
from mentoring.matching.values import ignore_progress
from mentoring.matching.views import PairGrid, indices_of_all_people
from tests.architecture.source import ROOT
from tests.bench.matching.company import make_company
from tests.mentoring.matching.drawing import crowds
from tests.mentoring.matching.people import Company

WITHOUT_ORTOOLS = """
import sys
sys.modules["ortools"] = None
from mentoring.matching.engines import compute_matching_outcome
from mentoring.matching.solution import MatchingEngine
from tests.bench.matching.company import make_company
outcome = compute_matching_outcome(make_company(60, 90).problem(), engine=MatchingEngine.FLOW)
print(outcome.engine.value, len(outcome.pairs))
"""


def by_flow(problem: MatchingProblem) -> tuple[int, int]:
    """Everybody with everybody, by a solver that knows nothing of ours: how many are matched, and the sum of fits."""
    block = PairGrid(problem, *indices_of_all_people(problem))
    rows, cols = np.nonzero(build_allowed_pairs_mask(block))
    seniors, juniors = len(problem.wishes), len(problem.offers)
    solver = SimpleMinCostFlow()
    arcs = solver.add_arcs_with_capacity_and_unit_cost(
        rows, seniors + cols, np.ones(len(rows), np.int64), -pair_fits(block)[rows, cols].astype(np.int64)
    )
    source = seniors + juniors
    for row in range(seniors):
        solver.add_arc_with_capacity_and_unit_cost(source, row, 1, 0)
    for col, places in enumerate(problem.capacity.tolist()):
        solver.add_arc_with_capacity_and_unit_cost(seniors + col, source + 1, places, 0)
    solver.set_nodes_supplies(np.array([source, source + 1]), np.array([seniors, -seniors]))
    assert solver.solve_max_flow_with_min_cost() == solver.OPTIMAL
    return int(np.sum(solver.flows(arcs))), -solver.optimal_cost()


def matched_and_total(outcome: MatchingOutcome) -> tuple[int, int]:
    return len(outcome.pairs) + len(outcome.under_floor), round(outcome.total * 10_000)


def halve_places(problem: MatchingProblem) -> MatchingProblem:
    """The same people, when every second junior has no place left."""
    return replace(problem, capacity=np.where(np.arange(len(problem.offers)) % 2, problem.capacity, 0))


@pytest.mark.judge
@pytest.mark.parametrize("seed", [1, 2])
def test_an_independent_solver_finds_nothing_better_in_a_company(seed: int) -> None:
    problem = make_company(200, 260, seed).problem()
    assert matched_and_total(compute_matching_outcome(problem)) == by_flow(problem)
    assert matched_and_total(compute_matching_outcome(halve_places(problem))) == by_flow(halve_places(problem))


@pytest.mark.judge
@pytest.mark.property
@settings(max_examples=25, deadline=None)
@given(crowds)
def test_an_independent_solver_finds_nothing_better_in_any_crowd(company: Company) -> None:
    problem = company.problem()
    assert matched_and_total(compute_matching_outcome(problem)) == by_flow(problem)


@pytest.mark.parametrize("engine", [MatchingEngine.FLOW, MatchingEngine.AUCTION])
@pytest.mark.parametrize("juniors", [700, 240])
def test_a_large_rounds_engine_matches_as_many_and_nearly_as_well(engine: MatchingEngine, juniors: int) -> None:
    """Candidates are a few of many, so the exact engine may do a little better; the bound is above both."""
    problem = make_company(400, juniors, 3).problem()
    exact, result = compute_matching_outcome(problem), compute_matching_outcome(problem, engine=engine)
    assert matched_and_total(result)[0] == matched_and_total(exact)[0]
    assert exact.total * 0.995 <= result.total <= exact.total + 1e-9
    assert exact.total <= result.bound <= exact.total * 1.03


@pytest.mark.parametrize(("engine", "least"), [(MatchingEngine.FLOW, 0.995), (MatchingEngine.AUCTION, 0.97)])
def test_where_places_are_as_many_as_people_the_number_is_exact_and_the_bound_is_plain(
    engine: MatchingEngine, least: float
) -> None:
    """The hardest case: everybody must move for the last ones, and candidates alone are not enough."""
    problem = make_company(400, 310, 3).problem()
    exact, result = compute_matching_outcome(problem), compute_matching_outcome(problem, engine=engine)
    assert matched_and_total(result)[0] == matched_and_total(exact)[0] < problem.capacity.sum() + 1 < 400
    assert exact.total * least <= result.total <= exact.total
    assert exact.total <= result.bound <= matched_and_total(exact)[0]


@pytest.mark.property
@settings(max_examples=25, deadline=None)
@given(crowds)
def test_the_search_on_all_pairs_ends_with_the_most_matched_and_with_the_proof(company: Company) -> None:
    problem = company.problem()
    nobody = np.full(len(problem.wishes), -1)
    partner, shortage = match_remaining_seniors(problem, nobody)
    may_meet = build_allowed_pairs_mask(PairGrid(problem, *indices_of_all_people(problem)))
    assert may_meet[np.flatnonzero(partner >= 0), partner[partner >= 0]].all()
    assert (count_seniors_by_junior(partner, len(problem.offers)) <= problem.capacity).all()
    unmatched = np.flatnonzero(partner < 0)
    assert set(unmatched.tolist()) <= set(shortage.rows.tolist())
    reachable = may_meet[shortage.rows].any(axis=0) & (problem.capacity > 0)
    assert set(np.flatnonzero(reachable).tolist()) == set(shortage.cols.tolist())
    assert len(shortage.rows) - problem.capacity[shortage.cols].sum() == len(unmatched)


@pytest.mark.property
@settings(max_examples=25, deadline=None)
@given(crowds)
def test_prices_prove_the_exact_answer(company: Company) -> None:
    """No sharing can be worth more than all prices plus what each senior keeps at most: and the answer is worth as much."""
    problem = company.problem()
    solution = solve_by_dense_engine(problem, ignore_progress)
    block = PairGrid(problem, *indices_of_all_people(problem))
    worth = np.where(build_allowed_pairs_mask(block), pair_fits(block), -np.inf)
    if (solution.partner < 0).any():
        return
    kept = (worth - solution.prices)[:, problem.capacity > 0].max(axis=1)
    assert solution.bound == (problem.capacity * solution.prices).sum() + kept.sum()


def test_without_the_extra_the_auction_takes_over_and_says_so() -> None:
    """In a Python of its own, for which ortools is not there."""
    output = subprocess.check_output([sys.executable, "-c", WITHOUT_ORTOOLS], text=True, cwd=ROOT)
    assert output.split() == ["auction", "60"]


def test_everybodys_first_choice_may_be_the_same_few() -> None:
    """Raw fits would name the same juniors to all; prices and the search bring in the others."""
    problem = make_company(120, 120, 4).problem()
    same = replace(
        problem,
        demands={
            term: replace(demand, rows=_repeat_first(demand.rows), total=_repeat_first(demand.total))
            for term, demand in problem.demands.items()
        },
    )
    exact = compute_matching_outcome(same)
    assert (
        matched_and_total(compute_matching_outcome(same, engine=MatchingEngine.FLOW))[0]
        == matched_and_total(compute_matching_outcome(same, engine=MatchingEngine.AUCTION))[0]
        == matched_and_total(exact)[0]
    )


def _repeat_first(rows: FloatArray) -> FloatArray:
    return np.repeat(rows[:1], len(rows), axis=0)
