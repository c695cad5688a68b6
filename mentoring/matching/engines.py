"""Proposes the pairs of a round: chooses an engine by size, and proves that no more people can be matched."""

from __future__ import annotations

from mentoring.matching.augmenting_paths import match_remaining
from mentoring.matching.dense import count_places, solve_dense
from mentoring.matching.large import solve_large
from mentoring.matching.outcome import MatchingOutcome, build_outcome
from mentoring.matching.problem import MatchingProblem
from mentoring.matching.solution import MatchingEngine
from mentoring.matching.values import ReportProgress, ignore_progress

DENSE_CELLS = 40_000_000
"""The most pairs of a senior and a place for which every pair is scored: about a gigabyte, and a few seconds."""


def propose_pairs(
    problem: MatchingProblem, *, engine: MatchingEngine | None = None, report: ReportProgress = ignore_progress
) -> MatchingOutcome:
    """Match as many people as possible, then maximise the sum of fits; pairs under the floor are listed apart.

    The result is deterministic. Without an `engine`, the size of the problem decides.
    """
    chosen = engine or choose_engine(problem)
    solution = solve_dense(problem, report) if chosen is MatchingEngine.DENSE else solve_large(problem, chosen, report)
    _, shortage = match_remaining(problem, solution.partner, report)
    return build_outcome(problem, solution, shortage)


def choose_engine(problem: MatchingProblem) -> MatchingEngine:
    """The exact engine as long as every pair fits in memory, else the flow."""
    places = int(count_places(problem).sum())
    return MatchingEngine.DENSE if len(problem.wishes) * places <= DENSE_CELLS else MatchingEngine.FLOW
