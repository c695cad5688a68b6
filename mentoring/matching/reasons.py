"""Explains a pair: the terms of the score that paired them, the three strongest, the main gap, and common starts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from mentoring.matching.comparisons import FULL_SCORE
from mentoring.matching.meeting_starts import StartPeriod
from mentoring.matching.part_names import list_given_and_missing_names
from mentoring.matching.problem import MatchingProblem, index_people_by_id
from mentoring.matching.scoring import iterate_scores_by_term, pair_fits
from mentoring.matching.settings import ScoreTerm
from mentoring.matching.views import PairList

MAX_REASONS = 3
NAMED_TERMS = (ScoreTerm.SKILLS, ScoreTerm.INTERESTS)
"""Terms with named demands: without a demand, nothing is missing."""


@dataclass(frozen=True)
class ScorePart:
    """What one term adds to a pair and the most it could add, in parts of FULL_STRENGTH, and the names of what is supplied and what is missing.

    Both are whole numbers, so that a full part is exactly full.
    """

    term: ScoreTerm
    share: int
    most: int
    given: tuple[str, ...]
    missing: tuple[str, ...]

    @property
    def is_counted(self) -> bool:
        """Whether this term is a criterion of the pair: it has a weight, and named demands where it needs them."""
        is_demanded = bool(self.given or self.missing) or self.term not in NAMED_TERMS
        return self.most > 0 and is_demanded

    @property
    def is_met(self) -> bool:
        """Whether the pair has at least half of what this term could add."""
        return self.is_counted and 2 * self.share >= self.most


@dataclass(frozen=True)
class PairExplanation:
    """The parts add up to a strength `u` of FULL_STRENGTH, and the fit is `1 - (1 - u)²`."""

    senior_id: int
    junior_id: int
    parts: tuple[ScorePart, ...]
    fit: float
    languages: tuple[str, ...]
    periods: tuple[StartPeriod, ...]
    levels_above: int | None
    """How many levels the senior is above the junior, to the top of the line; negative if below, None in two lines."""

    @property
    def start_count(self) -> int:
        """The number of common starts in the weeks in which they are fewest."""
        return min(len(period.starts) for period in self.periods)

    @property
    def strongest_parts(self) -> tuple[ScorePart, ...]:
        """The strongest parts that are met, without the term of the gap: a reason and its contrary are never both stated.

        Terms that name what is supplied and what is missing may be both: they name different facts.
        """
        gap = self.largest_missing_part
        good = [part for part in self.parts if part.is_met and (part.term in NAMED_TERMS or part is not gap)]
        return tuple(sorted(good, key=lambda part: -part.share)[:MAX_REASONS])

    @property
    def largest_missing_part(self) -> ScorePart | None:
        """The part with the largest missing share, if a demand is unmet."""
        lacking = [part for part in self.parts if part.is_counted and part.share < part.most]
        return max(lacking, key=lambda part: part.most - part.share, default=None)


def explain_pairs(problem: MatchingProblem, pairs: Sequence[tuple[int, int]]) -> list[PairExplanation]:
    """One explanation for each pair of ids, in the given order."""
    rows, cols = index_people_by_id(problem.wishes), index_people_by_id(problem.offers)
    view = PairList(
        problem,
        np.array([rows[senior] for senior, _ in pairs], np.int64),
        np.array([cols[junior] for _, junior in pairs], np.int64),
    )
    parts = _build_score_parts_by_term(view)
    fits = pair_fits(view).tolist()
    return [
        PairExplanation(
            senior_id=senior,
            junior_id=junior,
            parts=tuple(of_term[place] for of_term in parts),
            fit=fits[place] / FULL_SCORE,
            languages=tuple(sorted(problem.wishes[rows[senior]].languages & problem.offers[cols[junior]].languages)),
            periods=problem.starts.list_periods_of_pair(
                rows[senior],
                cols[junior],
                (problem.wishes[rows[senior]].zone, problem.offers[cols[junior]].zone),
            ),
            levels_above=problem.row_intervals.interval_at(rows[senior]).find_levels_above(
                problem.col_intervals.interval_at(cols[junior])
            ),
        )
        for place, (senior, junior) in enumerate(pairs)
    ]


def _build_score_parts_by_term(view: PairList) -> list[list[ScorePart]]:
    parts = []
    problem = view.problem
    pairs = [(problem.wishes[row], problem.offers[col]) for row, col in zip(view.rows, view.cols, strict=True)]
    for term, points in iterate_scores_by_term(view):
        weight = problem.limits.weights.weight_of_term(term)
        shares = (points.astype(np.int64) * weight).tolist()
        parts.append(
            [
                ScorePart(term, share, weight * FULL_SCORE, *list_given_and_missing_names(term, *pair))
                for share, pair in zip(shares, pairs, strict=True)
            ]
        )
    return parts
