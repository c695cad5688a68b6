"""The fit of a pair: its terms in whole numbers, their weighted sum, and a curve that favours the weakest pairs."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from mentoring.matching.arrays import FloatArray
from mentoring.matching.comparisons import FULL_SCORE
from mentoring.matching.demand import DemandAndSupply
from mentoring.matching.settings import ScoreTerm
from mentoring.matching.views import PairSelection

FitArray = NDArray[np.float64]
"""Whole ten-thousandths, kept as floats for the solvers."""

MAX_COUNTED_STARTS = 8
"""More possible starts than this do not improve a pair."""

FULL_STRENGTH = 100 * FULL_SCORE
"""The strength of a pair whose every term is full."""


def iterate_scores_by_term(view: PairSelection) -> Iterator[tuple[ScoreTerm, FloatArray]]:
    """Each term of each pair, in ten-thousandths."""
    for term, demand in view.problem.demands.items():
        yield term, _share_of_demand_met(view, demand)
    for term, lookup in view.problem.term_tables.items():
        yield term, view.comparison_by_pair(lookup)
    yield (
        ScoreTerm.SLOTS,
        np.minimum(view.shared_meeting_start_counts, MAX_COUNTED_STARTS).astype(np.float32)
        * (FULL_SCORE // MAX_COUNTED_STARTS),
    )


def pair_strengths(view: PairSelection) -> FloatArray:
    """Terms times weights: whole numbers up to FULL_STRENGTH, exact in any order of addition."""
    weights = view.problem.limits.weights
    strength = np.zeros(view.shared_meeting_start_counts.shape, np.float32)
    for term, value in iterate_scores_by_term(view):
        strength += value * weights.weight_of_term(term)
    return strength


def pair_fits(view: PairSelection) -> FitArray:
    """`1 - (1 - u)²` of each pair, in ten-thousandths: the first gain of strength is worth more than the last."""
    return fit_from_strength(pair_strengths(view))


def fit_from_strength(strength: FloatArray) -> FitArray:
    """The fit of a strength, rounded to ten-thousandths: exact up to the rounding, for the square is a whole number."""
    missing = FULL_STRENGTH - strength.astype(np.float64)
    missing *= missing
    missing /= FULL_STRENGTH * FULL_STRENGTH / FULL_SCORE
    np.subtract(FULL_SCORE, missing, out=missing)
    return np.rint(missing, out=missing)


def _share_of_demand_met(view: PairSelection, demand: DemandAndSupply) -> FloatArray:
    share: FloatArray = view.met_demand_count_by_pair(demand) * FULL_SCORE / view.spread_senior_values(demand.total)
    return np.rint(share, out=share)
