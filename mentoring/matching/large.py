"""The engine of large rounds: prices candidates, solves exactly among them, and proves a bound on all pairs."""

from __future__ import annotations

import numpy as np

from mentoring.matching.arrays import IntArray
from mentoring.matching.auction import compute_auction_prices, run_auction
from mentoring.matching.augmenting_paths import match_remaining_seniors
from mentoring.matching.bound import FitSumBound, scan_all_pairs_for_bound
from mentoring.matching.candidates import iterate_candidate_keys_from_pools
from mentoring.matching.comparisons import FULL_SCORE
from mentoring.matching.edges import NO_EDGES, CandidatePairs, keys_of_matched_pairs, score_and_merge_candidates
from mentoring.matching.factors import build_pair_loss_matrix_factors
from mentoring.matching.flow import is_flow_solver_installed, match_candidates_by_flow
from mentoring.matching.problem import MatchingProblem
from mentoring.matching.scoring import FitArray
from mentoring.matching.solution import EngineSolution, MatchingEngine
from mentoring.matching.values import ReportProgress

POOL_ROUNDS, SCAN_ROUNDS = 2, 2
"""How often prices and candidates are computed from each other: first in pools, then by scans of all pairs."""

CANDIDATES_PER_SENIOR = 16
"""Candidates of each senior that the solver considers."""


def solve_large_problem(problem: MatchingProblem, engine: MatchingEngine, report: ReportProgress) -> EngineSolution:
    """Match as many as possible, with proof; the sum of fits is near the best, and the bound says how near."""
    edges, prices, bound = _compute_candidates_and_prices(problem, report)
    used = (
        MatchingEngine.FLOW if engine is MatchingEngine.FLOW and is_flow_solver_installed() else MatchingEngine.AUCTION
    )
    partner = _match_most_seniors(problem, used, edges.best_for_each_senior(prices, CANDIDATES_PER_SENIOR), report)
    return EngineSolution(
        used, partner, np.clip(prices, 0, FULL_SCORE), bound.bound_for_matched_count(int((partner >= 0).sum()))
    )


def _compute_candidates_and_prices(
    problem: MatchingProblem, report: ReportProgress
) -> tuple[CandidatePairs, FitArray, FitSumBound]:
    """Candidates, their prices, and the lowest bound that any prices on the way proved."""
    factors = build_pair_loss_matrix_factors(problem)
    prices, edges = np.zeros(len(problem.offers)), NO_EDGES
    for turn in range(POOL_ROUNDS):
        edges = score_and_merge_candidates(
            problem, iterate_candidate_keys_from_pools(problem, factors, prices, turn=turn, report=report), edges
        )
        prices = compute_auction_prices(edges, prices, problem.capacity, report)
    bound = scan_all_pairs_for_bound(problem, factors, prices, candidates=edges, report=report)
    for _ in range(SCAN_ROUNDS - 1):
        edges = score_and_merge_candidates(problem, [bound.keys], edges)
        prices = compute_auction_prices(edges, prices, problem.capacity, report)
        again = scan_all_pairs_for_bound(problem, factors, prices, candidates=edges, report=report)
        bound = FitSumBound(min(bound.lifted_bound, again.lifted_bound), again.keys)
    return score_and_merge_candidates(problem, [bound.keys], edges), prices, bound


def _match_most_seniors(
    problem: MatchingProblem, engine: MatchingEngine, edges: CandidatePairs, report: ReportProgress
) -> IntArray:
    """Solve, then search all pairs; if that matches more people, its pairs become candidates and the flow runs again."""
    report("solve", 0, 1)
    partner = _match_among_candidates(problem, engine, edges, report)
    proved, _ = match_remaining_seniors(problem, partner, report)
    if engine is MatchingEngine.FLOW and (proved >= 0).sum() > (partner >= 0).sum():
        return _match_among_candidates(
            problem,
            engine,
            score_and_merge_candidates(problem, [keys_of_matched_pairs(problem, proved)], edges),
            report,
        )
    return proved


def _match_among_candidates(
    problem: MatchingProblem, engine: MatchingEngine, edges: CandidatePairs, report: ReportProgress
) -> IntArray:
    if engine is MatchingEngine.FLOW:
        return match_candidates_by_flow(edges, len(problem.wishes), problem.capacity)
    return run_auction(edges, len(problem.wishes), problem.capacity, report).partner
