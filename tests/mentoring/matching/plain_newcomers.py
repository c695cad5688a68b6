"""Suggestions for newcomers in the plain way: every pair judged, in a problem of its own for each newcomer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

import numpy as np

from mentoring.matching.arrays import IntArray
from mentoring.matching.comparisons import FULL_SCORE
from mentoring.matching.constraints import build_allowed_pairs_mask
from mentoring.matching.outcome import ScoredPair
from mentoring.matching.problem import MatchingProblem, build_problem
from mentoring.matching.reporting_tree import build_reporting_tree
from mentoring.matching.scoring import FitArray, pair_fits
from mentoring.matching.values import Offer, Wish
from mentoring.matching.views import PairGrid, indices_of_all_people
from tests.mentoring.matching.people import Company

Prices = Mapping[int, float]


def suggest_plainly(
    newcomer: Wish | Offer, wishes: Iterable[Wish], offers: Iterable[Offer], company: Company, prices: Prices
) -> list[ScoredPair]:
    """The five best allowed pairs of one person with the free people of the other side, by fit minus price."""
    problem = build_problem(
        [newcomer] if isinstance(newcomer, Wish) else list(wishes),
        [newcomer] if isinstance(newcomer, Offer) else list(offers),
        company.limits,
        tree=build_reporting_tree(company.managers),
        past=company.past,
    )
    by_junior = np.array([prices.get(offer.person_id, 0.0) for offer in problem.offers]) * FULL_SCORE
    return list_best_plainly(problem, *indices_of_all_people(problem), by_junior)


def list_best_plainly(problem: MatchingProblem, rows: IntArray, cols: IntArray, prices: FitArray) -> list[ScoredPair]:
    """The five best allowed pairs of these people, the first of them between equals."""
    view = PairGrid(problem, rows, cols)
    fits = pair_fits(view)
    net = np.where(build_allowed_pairs_mask(view) & (problem.capacity > 0)[cols], fits - prices[cols], -np.inf)
    order = np.argsort(-net, axis=None, kind="stable")[:5]
    best = np.unravel_index(order[np.isfinite(net.flat[order])], net.shape)
    return [
        ScoredPair(
            problem.wishes[rows[at]].person_id, problem.offers[cols[to]].person_id, float(fits[at, to]) / FULL_SCORE
        )
        for at, to in zip(*(indices.tolist() for indices in best), strict=True)
    ]


def match_plainly(company: Company, prices: Prices, newcomers: Iterable[int]) -> list[ScoredPair]:
    """One newcomer after the other, each with the people whom the earlier ones left."""
    wishes = {wish.person_id: wish for wish in company.wishes}
    offers = {offer.person_id: offer for offer in company.offers}
    pairs: list[ScoredPair] = []
    for person_id in newcomers:
        newcomer = wishes.get(person_id) or offers.get(person_id)
        if newcomer is None:
            continue
        most = newcomer.capacity if isinstance(newcomer, Offer) else 1
        suggested = suggest_plainly(newcomer, wishes.values(), offers.values(), company, prices)
        for pair in [pair for pair in suggested if pair.fit >= company.limits.floor][:most]:
            del wishes[pair.senior_id]
            offer = offers[pair.junior_id]
            offers[pair.junior_id] = replace(offer, capacity=offer.capacity - 1)
            pairs.append(pair)
    return pairs
