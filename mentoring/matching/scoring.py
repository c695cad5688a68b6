"""The fit of a pair: its terms in whole numbers, their weighted sum, and the curve that lifts the weak before the strong."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from mentoring.matching.arrays import Numbers
from mentoring.matching.comparisons import FULL
from mentoring.matching.demand import Asked
from mentoring.matching.settings import Term
from mentoring.matching.views import View

Fits = NDArray[np.float64]
"""Whole ten-thousandths, kept as floats for the solvers."""

ENOUGH_STARTS = 8
"""From so many possible starts on, more of them make a pair no better."""

BEST = 100 * FULL
"""The strength of a pair for which every term is full: all hundredths of the weights."""


def terms(view: View) -> Iterator[tuple[Term, Numbers]]:
    """Each term of each pair, in ten-thousandths."""
    for term, asked in view.market.asked.items():
        yield term, _share(view, asked)
    for term, coded in view.market.terms.items():
        yield term, view.looked_up(coded)
    yield Term.SLOTS, np.minimum(view.meetings, ENOUGH_STARTS).astype(np.float32) * (FULL // ENOUGH_STARTS)
    mine, theirs = (view.linked(links) for links in view.market.likes)
    yield Term.LIKES, np.add(mine, theirs, dtype=np.float32) * (FULL // 2)


def strengths(view: View) -> Numbers:
    """Terms times weights: whole numbers up to a million, exact in any order of adding."""
    weights = view.market.limits.weights
    found = np.zeros(view.meetings.shape, np.float32)
    for term, value in terms(view):
        found += value * weights.of(term)
    return found


def fits(view: View) -> Fits:
    """`1 - (1 - u)²` of each pair: the first step up is worth more than the last one."""
    return curve(strengths(view))


def curve(strength: Numbers) -> Fits:
    """The fit of a strength, rounded to ten-thousandths: exact up to the rounding, for the square is a whole number."""
    missing = BEST - strength.astype(np.float64)
    missing *= missing
    missing /= BEST * BEST / FULL
    np.subtract(FULL, missing, out=missing)
    return np.rint(missing, out=missing)


def _share(view: View, asked: Asked) -> Numbers:
    share: Numbers = view.met(asked) * FULL / view.of_row(asked.whole)
    return np.rint(share, out=share)
