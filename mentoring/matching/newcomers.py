"""Suggests pairs for a new volunteer at once, ranked by fit net of the prices of the last calculation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from mentoring.matching.comparisons import FULL_SCORE
from mentoring.matching.constraints import build_allowed_pairs_mask
from mentoring.matching.outcome import ScoredPair
from mentoring.matching.problem import MatchingProblem, build_problem
from mentoring.matching.reporting_tree import ReportingTree
from mentoring.matching.scoring import pair_fits
from mentoring.matching.settings import MatchingLimits
from mentoring.matching.values import EarlierAndDeclinedPairs, Offer, Wish
from mentoring.matching.views import PairGrid

Prices = Mapping[int, float]
MAX_SUGGESTIONS = 5


def suggest_pairs_for_newcomer(
    newcomer: Wish | Offer,
    others: Sequence[Wish | Offer],
    limits: MatchingLimits,
    *,
    prices: Prices,
    tree: ReportingTree | None = None,
    past: EarlierAndDeclinedPairs | None = None,
) -> list[ScoredPair]:
    """`others` are the free people of the other side. Prices keep a junior in demand for seniors with few alternatives."""
    wishes = [person for person in (newcomer, *others) if isinstance(person, Wish)]
    offers = [person for person in (newcomer, *others) if isinstance(person, Offer)]
    return list_best_allowed_pairs(build_problem(wishes, offers, limits, tree=tree, past=past), prices)


def list_best_allowed_pairs(
    problem: MatchingProblem, prices: Prices, *, most: int = MAX_SUGGESTIONS
) -> list[ScoredPair]:
    """The best allowed pairs of a problem with one person on one side, by fit net of price."""
    view = PairGrid(problem, np.arange(len(problem.wishes)), np.arange(len(problem.offers)))
    fits = pair_fits(view)
    price = np.array([prices.get(person.person_id, 0.0) for person in problem.offers]) * FULL_SCORE
    net = np.where(build_allowed_pairs_mask(view) & (problem.capacity > 0), fits - price, -np.inf)
    order = np.argsort(-net, axis=None, kind="stable")[:most]
    rows, cols = np.unravel_index(order[np.isfinite(net.flat[order])], net.shape)
    return [
        ScoredPair(problem.wishes[row].person_id, problem.offers[col].person_id, float(fits[row, col]) / FULL_SCORE)
        for row, col in zip(rows.tolist(), cols.tolist(), strict=True)
    ]
