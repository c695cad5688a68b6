"""The result of matching by people's ids: pairs to propose, pairs under the floor, and unmatched seniors."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from mentoring.matching.arrays import IntArray
from mentoring.matching.augmenting_paths import JuniorShortage
from mentoring.matching.comparisons import FULL_SCORE
from mentoring.matching.problem import MatchingProblem
from mentoring.matching.scoring import pair_fits
from mentoring.matching.solution import EngineSolution, MatchingEngine
from mentoring.matching.views import PairList


@dataclass(frozen=True)
class ScoredPair:
    """A senior, a junior, and how well they fit, from 0 to 1."""

    senior_id: int
    junior_id: int
    fit: float


@dataclass(frozen=True)
class CompetingSeniors:
    """Seniors who may meet only these juniors, who have too few places for them; empty when all are matched."""

    senior_ids: tuple[int, ...]
    junior_ids: tuple[int, ...]
    places: int


@dataclass(frozen=True)
class MatchingOutcome:
    """Pairs and people by id, in the order of ids. No solution of as many pairs has a higher sum than `bound`."""

    pairs: tuple[ScoredPair, ...]
    under_floor: tuple[ScoredPair, ...]
    unmatched: tuple[int, ...]
    competition: CompetingSeniors
    engine: MatchingEngine
    total: float
    bound: float
    prices: Mapping[int, float]
    """What one more place of a junior would add to the sum, for the juniors whose places are scarce."""

    @property
    def short_of_best(self) -> float:
        """The largest possible missing part of the best sum, from 0 to 1."""
        return 1 - self.total / self.bound if self.bound else 0.0


def build_outcome(problem: MatchingProblem, solution: EngineSolution, shortage: JuniorShortage) -> MatchingOutcome:
    """Translate indices into ids, and ten-thousandths into fractions."""
    rows = np.flatnonzero(solution.partner >= 0)
    cols = solution.partner[rows]
    fits = pair_fits(PairList(problem, rows, cols))
    proposals = sorted(
        (
            ScoredPair(problem.wishes[row].person_id, problem.offers[col].person_id, fit / FULL_SCORE)
            for row, col, fit in zip(rows.tolist(), cols.tolist(), fits.tolist(), strict=True)
        ),
        key=lambda pair: pair.senior_id,
    )
    floor = problem.limits.floor
    scarce = np.flatnonzero(solution.prices > 0).tolist()
    return MatchingOutcome(
        pairs=tuple(pair for pair in proposals if pair.fit >= floor),
        under_floor=tuple(pair for pair in proposals if pair.fit < floor),
        unmatched=_senior_ids(problem, np.flatnonzero(solution.partner < 0)),
        competition=_build_competing_seniors(problem, shortage),
        engine=solution.engine,
        total=float(fits.sum()) / FULL_SCORE,
        bound=solution.bound / FULL_SCORE,
        prices={problem.offers[col].person_id: float(solution.prices[col]) / FULL_SCORE for col in scarce},
    )


def _build_competing_seniors(problem: MatchingProblem, shortage: JuniorShortage) -> CompetingSeniors:
    juniors = sorted(problem.offers[col].person_id for col in shortage.cols.tolist())
    return CompetingSeniors(
        _senior_ids(problem, shortage.rows), tuple(juniors), int(problem.capacity[shortage.cols].sum())
    )


def _senior_ids(problem: MatchingProblem, rows: IntArray) -> tuple[int, ...]:
    return tuple(sorted(problem.wishes[row].person_id for row in rows.tolist()))
