"""Each hard limit keeps two people apart, and lets them meet where it is kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from mentoring.matching.constraints import iterate_allowed_masks_by_hard_limit
from mentoring.matching.problem import MatchingProblem, build_problem
from mentoring.matching.reporting_tree import build_reporting_tree
from mentoring.matching.scoring import pair_fits
from mentoring.matching.settings import HardLimit, MatchingLimits, ScoreWeights, WeightsNotHundred
from mentoring.matching.values import EarlierAndDeclinedPairs, Offer, Wish
from mentoring.matching.views import PairGrid, indices_of_all_people
from tests.mentoring.matching.people import EVENING, LIMITS, OFFER, WEEK_ON, WISH

LINE = build_reporting_tree({1: 9, 101: 5, 5: 1, 9: None})


def broken_limits(problem: MatchingProblem) -> set[HardLimit]:
    return {
        limit
        for limit, mask in iterate_allowed_masks_by_hard_limit(PairGrid(problem, *indices_of_all_people(problem)))
        if not mask[0, 0]
    }


def test_two_who_suit_each_other_break_nothing() -> None:
    assert broken_limits(build_problem([WISH], [OFFER], LIMITS)) == set()


@pytest.mark.parametrize(
    ("wish", "offer", "limit"),
    [
        (replace(WISH, languages=frozenset({"de"})), OFFER, HardLimit.LANGUAGE),
        (WISH, replace(OFFER, slots=(EVENING,)), HardLimit.SLOT),
        (WISH, replace(OFFER, slots=()), HardLimit.SLOT),
        (replace(WISH, away=((WEEK_ON, WEEK_ON + timedelta(weeks=27)),)), OFFER, HardLimit.DATES),
        (
            replace(WISH, away=((date(2026, 4, 2), date(2026, 9, 30)),)),
            replace(OFFER, away=((date(2026, 2, 1), date(2026, 4, 1)),)),
            HardLimit.DATES,
        ),
        (WISH, replace(OFFER, responsibility=5), HardLimit.RESPONSIBILITY),
        (replace(WISH, avoids=frozenset({101})), OFFER, HardLimit.APART),
        (WISH, replace(OFFER, avoids=frozenset({1})), HardLimit.APART),
        (WISH, replace(OFFER, person_id=1), HardLimit.APART),
    ],
)
def test_one_broken_limit_is_named(wish: Wish, offer: Offer, limit: HardLimit) -> None:
    assert broken_limits(build_problem([wish], [offer], LIMITS)) == {limit}


def test_pairs_of_before_are_not_proposed_again() -> None:
    pair = frozenset({(1, 101)})
    assert broken_limits(build_problem([WISH], [OFFER], LIMITS, past=EarlierAndDeclinedPairs(earlier=pair))) == {
        HardLimit.APART
    }
    assert broken_limits(build_problem([WISH], [OFFER], LIMITS, past=EarlierAndDeclinedPairs(declined=pair))) == {
        HardLimit.APART
    }
    assert (
        broken_limits(
            build_problem([WISH], [OFFER], LIMITS, past=EarlierAndDeclinedPairs(declined=frozenset({(1, 102)})))
        )
        == set()
    )


@pytest.mark.parametrize(("depth", "is_kept"), [(None, False), (2, False), (1, True), (0, True)])
def test_the_line_is_followed_as_far_as_the_round_says(depth: int | None, *, is_kept: bool) -> None:
    problem = build_problem([WISH], [OFFER], MatchingLimits(week_on=WEEK_ON, line_depth=depth), tree=LINE)
    assert broken_limits(problem) == (set() if is_kept else {HardLimit.LINE})


def test_another_unit_is_asked_only_where_the_round_asks_it() -> None:
    same = replace(OFFER, unit=WISH.unit)
    assert broken_limits(build_problem([WISH], [same], LIMITS)) == set()
    assert broken_limits(build_problem([WISH], [same], replace(LIMITS, other_unit=True))) == {HardLimit.UNIT}
    assert broken_limits(build_problem([WISH], [OFFER], replace(LIMITS, other_unit=True))) == set()


def test_a_unit_is_one_in_every_region_and_the_region_still_counts_as_distance() -> None:
    limits = replace(LIMITS, other_unit=True)
    elsewhere = replace(OFFER, unit=("sales", "accounts"))
    assert broken_limits(build_problem([WISH], [elsewhere], limits)) == {HardLimit.UNIT}
    near, far = (replace(OFFER, unit=unit) for unit in (("finance", "treasury"), ("sales", "treasury")))
    assert [fit_of(replace(offer, person_id=101), limits) for offer in (near, far)] == sorted(
        {fit_of(near, limits), fit_of(far, limits)}
    )


def fit_of(offer: Offer, limits: MatchingLimits) -> float:
    problem = build_problem([WISH], [offer], limits)
    return float(pair_fits(PairGrid(problem, *indices_of_all_people(problem)))[0, 0])


def test_enough_days_together_are_the_rounds_to_ask() -> None:
    two_weeks = replace(LIMITS, ends_on=WEEK_ON + timedelta(days=13))
    august = replace(WISH, away=((WEEK_ON, WEEK_ON + timedelta(days=2)),))
    other = replace(OFFER, away=((WEEK_ON + timedelta(days=2), WEEK_ON + timedelta(days=4)),))
    for least, is_kept in ((9, True), (10, False)):
        problem = build_problem([august], [other], replace(two_weeks, least_days=least))
        assert broken_limits(problem) == (set() if is_kept else {HardLimit.DATES})


def test_a_wider_gap_is_the_rounds_to_ask() -> None:
    assert broken_limits(build_problem([WISH], [OFFER], replace(LIMITS, gap=3))) == set()
    assert broken_limits(build_problem([WISH], [OFFER], replace(LIMITS, gap=4))) == {HardLimit.RESPONSIBILITY}


def test_weights_that_are_no_hundred_are_refused() -> None:
    assert ScoreWeights(skills=60, slots=0).skills == 60
    for wrong in ({"skills": 51}, {"skills": 61, "slots": -1}):
        with pytest.raises(WeightsNotHundred):
            ScoreWeights(**wrong)
