"""Each hard limit keeps two people apart, and lets them meet where it is kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from mentoring.matching.constraints import masks
from mentoring.matching.problem import Market, open_market
from mentoring.matching.reporting_tree import draw_line
from mentoring.matching.settings import Limit, Limits, Weights, WeightsAreNoHundred
from mentoring.matching.values import Offer, Past, Wish
from mentoring.matching.views import Block, everybody
from tests.mentoring.matching.people import EVENING, LIMITS, OFFER, WEEK_ON, WISH

LINE = draw_line({1: 9, 101: 5, 5: 1, 9: None})


def broken(market: Market) -> set[Limit]:
    return {limit for limit, mask in masks(Block(market, *everybody(market))) if not mask[0, 0]}


def test_two_who_suit_each_other_break_nothing() -> None:
    assert broken(open_market([WISH], [OFFER], LIMITS)) == set()


@pytest.mark.parametrize(
    ("wish", "offer", "limit"),
    [
        (replace(WISH, languages=frozenset({"de"})), OFFER, Limit.LANGUAGE),
        (WISH, replace(OFFER, slots=(EVENING,)), Limit.SLOT),
        (WISH, replace(OFFER, slots=()), Limit.SLOT),
        (replace(WISH, free_until=WEEK_ON - timedelta(days=1)), OFFER, Limit.DATES),
        (replace(WISH, free_until=date(2026, 4, 1)), replace(OFFER, free_from=date(2026, 4, 2)), Limit.DATES),
        (WISH, replace(OFFER, responsibility=5), Limit.RESPONSIBILITY),
        (replace(WISH, avoids=frozenset({101})), OFFER, Limit.APART),
        (WISH, replace(OFFER, avoids=frozenset({1})), Limit.APART),
        (WISH, replace(OFFER, person_id=1), Limit.APART),
    ],
)
def test_one_broken_limit_is_named(wish: Wish, offer: Offer, limit: Limit) -> None:
    assert broken(open_market([wish], [offer], LIMITS)) == {limit}


def test_pairs_of_before_are_not_proposed_again() -> None:
    pair = frozenset({(1, 101)})
    assert broken(open_market([WISH], [OFFER], LIMITS, past=Past(earlier=pair))) == {Limit.APART}
    assert broken(open_market([WISH], [OFFER], LIMITS, past=Past(declined=pair))) == {Limit.APART}
    assert broken(open_market([WISH], [OFFER], LIMITS, past=Past(declined=frozenset({(1, 102)})))) == set()


@pytest.mark.parametrize(("depth", "is_kept"), [(None, False), (2, False), (1, True), (0, True)])
def test_the_line_is_followed_as_far_as_the_round_says(depth: int | None, *, is_kept: bool) -> None:
    market = open_market([WISH], [OFFER], Limits(week_on=WEEK_ON, line_depth=depth), line=LINE)
    assert broken(market) == (set() if is_kept else {Limit.LINE})


def test_another_unit_is_asked_only_where_the_round_asks_it() -> None:
    same = replace(OFFER, unit=WISH.unit)
    assert broken(open_market([WISH], [same], LIMITS)) == set()
    assert broken(open_market([WISH], [same], replace(LIMITS, other_unit=True))) == {Limit.UNIT}
    assert broken(open_market([WISH], [OFFER], replace(LIMITS, other_unit=True))) == set()


def test_a_wider_gap_is_the_rounds_to_ask() -> None:
    assert broken(open_market([WISH], [OFFER], replace(LIMITS, gap=3))) == set()
    assert broken(open_market([WISH], [OFFER], replace(LIMITS, gap=4))) == {Limit.RESPONSIBILITY}


def test_weights_that_are_no_hundred_are_refused() -> None:
    assert Weights(skills=54, likes=0).skills == 54
    for wrong in ({"skills": 51}, {"skills": 55, "likes": -1}):
        with pytest.raises(WeightsAreNoHundred):
            Weights(**wrong)
