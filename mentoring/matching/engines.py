"""Proposes the pairs of a round: chooses an engine by size, and proves that no more people can be matched."""

from __future__ import annotations

from mentoring.matching.augmenting_paths import match_remaining_seniors
from mentoring.matching.dense import count_places_by_junior, solve_by_dense_engine
from mentoring.matching.large import solve_large_problem
from mentoring.matching.outcome import MatchingOutcome, build_outcome
from mentoring.matching.problem import MatchingProblem
from mentoring.matching.solution import MatchingEngine
from mentoring.matching.values import ReportProgress, ignore_progress

DENSE_CELLS = 40_000_000
"""The most pairs of a senior and a place for which every pair is scored: about a gigabyte, and a few seconds."""


def compute_matching_outcome(
    problem: MatchingProblem, *, engine: MatchingEngine | None = None, report: ReportProgress = ignore_progress
) -> MatchingOutcome:
    """Match as many people as possible, then maximise the sum of fits; pairs under the floor are listed apart.

    The result is deterministic. Without an `engine`, the size of the problem decides.
    """
    chosen = engine or choose_engine(problem)
    solution = (
        solve_by_dense_engine(problem, report)
        if chosen is MatchingEngine.DENSE
        else solve_large_problem(problem, chosen, report)
    )
    _, shortage = match_remaining_seniors(problem, solution.partner, report)
    return build_outcome(problem, solution, shortage)


def choose_engine(problem: MatchingProblem) -> MatchingEngine:
    """The exact engine as long as every pair fits in memory, else the flow."""
    places = int(count_places_by_junior(problem).sum())
    return MatchingEngine.DENSE if len(problem.wishes) * places <= DENSE_CELLS else MatchingEngine.FLOW
