"""The look at all pairs skips what cannot matter, and proves what looking at each of them proves."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mentoring.matching.arrays import build_cell_set
from mentoring.matching.bound import ROUNDING_SLACK, scan_all_pairs_for_bound
from mentoring.matching.comparisons import FULL_SCORE
from mentoring.matching.constraints import build_allowed_pairs_mask
from mentoring.matching.edges import NO_EDGES, CandidatePairs, score_and_merge_candidates
from mentoring.matching.factors import build_pair_loss_matrix_factors
from mentoring.matching.problem import MatchingProblem, build_problem
from mentoring.matching.scoring import FitArray, pair_fits
from mentoring.matching.settings import MatchingLimits
from mentoring.matching.values import Slot, ignore_progress
from mentoring.matching.views import PairGrid, indices_of_all_people
from tests.bench.matching.company import make_company
from tests.mentoring.matching.drawing import crowds
from tests.mentoring.matching.people import LIMITS, OFFER, WEEK_ON, WISH, Company


def plain_bound(problem: MatchingProblem, prices: FitArray) -> float:
    """What each place is worth at its price, and what each senior would be left with by whichever junior leaves them most."""
    view = PairGrid(problem, *indices_of_all_people(problem))
    can = build_allowed_pairs_mask(view) & (problem.capacity > 0)
    left = np.where(can, FULL_SCORE + pair_fits(view) - prices, 0).max(axis=1, initial=0)
    return float((problem.capacity * prices).sum() + left.sum())


def drawn_prices(problem: MatchingProblem, seed: int) -> FitArray:
    return np.random.default_rng(seed).integers(0, FULL_SCORE, len(problem.offers)).astype(np.float64)


def draw_candidates(problem: MatchingProblem, seed: int) -> CandidatePairs:
    chance = np.random.default_rng(seed)
    every = len(problem.wishes) * len(problem.offers)
    return (
        score_and_merge_candidates(problem, [chance.integers(0, every, 3 * len(problem.wishes))]) if every else NO_EDGES
    )


@pytest.mark.property
@settings(max_examples=60)
@given(company=crowds, seed=st.integers(0, 9))
def test_whatever_the_prices_and_what_is_known_the_bound_is_never_below_the_plain_one(
    company: Company, seed: int
) -> None:
    problem = company.problem()
    prices = drawn_prices(problem, seed)
    for candidates in (NO_EDGES, draw_candidates(problem, seed)):
        bound = scan_all_pairs_for_bound(
            problem, build_pair_loss_matrix_factors(problem), prices, candidates=candidates, report=ignore_progress
        )
        assert bound.lifted_bound >= plain_bound(problem, prices)


@pytest.mark.parametrize("seed", range(4))
def test_where_nothing_is_left_out_of_the_product_the_bound_is_the_plain_one(seed: int) -> None:
    company = make_company(300, 450, seed=seed)
    problem = company.problem(MatchingLimits(week_on=WEEK_ON, ends_on=WEEK_ON))
    no_pairs = build_cell_set([], len(problem.offers))
    bare = replace(problem, forbidden=no_pairs, limits=replace(problem.limits, line_depth=0))
    prices = drawn_prices(bare, seed) / 8
    for candidates in (NO_EDGES, draw_candidates(bare, seed)):
        bound = scan_all_pairs_for_bound(
            bare, build_pair_loss_matrix_factors(bare), prices, candidates=candidates, report=ignore_progress
        )
        assert 0 <= bound.lifted_bound - plain_bound(bare, prices) <= 2 * ROUNDING_SLACK * len(bare.wishes)


def test_more_starts_in_common_than_a_byte_counts_lose_nothing() -> None:
    """Free from Monday to half past eight on Saturday: sessions of an hour may start at 256 half hours."""
    days = (*(Slot(day, 0, 24 * 60) for day in range(5)), Slot(5, 0, 8 * 60 + 30))
    problem = build_problem([replace(WISH, slots=days)], [replace(OFFER, slots=days)], LIMITS)
    factors = build_pair_loss_matrix_factors(problem)
    assert factors.loss_of_shared_meeting_starts(np.array([0]), np.array([0])).tolist() == [0]
