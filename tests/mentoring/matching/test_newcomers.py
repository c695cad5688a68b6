"""Somebody who volunteers between two rounds sees the best suggestions at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mentoring.matching.engines import compute_matching_outcome
from mentoring.matching.newcomers import MAX_SUGGESTIONS, RollingRound, open_rolling_round
from mentoring.matching.outcome import ScoredPair
from mentoring.matching.problem import build_problem
from mentoring.matching.values import EarlierAndDeclinedPairs, Offer, OfferedSkill
from tests.bench.matching import company as large
from tests.mentoring.matching.drawing import companies, crowds
from tests.mentoring.matching.people import LIMITS, OFFER, WISH, Company
from tests.mentoring.matching.plain_newcomers import match_plainly, suggest_plainly

STAR = OFFER
FAIR = replace(OFFER, person_id=102, skills=(OfferedSkill("power-bi", 2),))
GERMAN = replace(OFFER, person_id=103, languages=frozenset({"de"}))


def juniors_of(suggestions: list[ScoredPair]) -> list[int]:
    return [person.junior_id for person in suggestions]


def suggest_for_senior(offers: Sequence[Offer], **prices: float) -> list[ScoredPair]:
    by_junior = {OFFER.person_id: prices.get("star", 0.0)}
    return open_rolling_round(build_problem([WISH], offers, LIMITS), by_junior).suggest_pairs(WISH.person_id)


def open_round(company: Company, prices: dict[int, float]) -> RollingRound:
    return open_rolling_round(company.problem(seed=""), prices)


def draw_prices(company: Company, chance: Random) -> dict[int, float]:
    return {offer.person_id: chance.choice([0.0, 0.05, 0.3, 1.0]) for offer in company.offers if chance.random() < 0.5}


def test_a_senior_sees_the_best_first_and_nobody_whom_a_limit_forbids() -> None:
    suggestions = suggest_for_senior([GERMAN, FAIR, STAR])
    assert juniors_of(suggestions) == [STAR.person_id, FAIR.person_id]
    assert suggestions[0].fit > suggestions[1].fit


def test_a_junior_sees_seniors() -> None:
    foreign = replace(WISH, person_id=2, languages=frozenset({"de"}))
    rolling = open_rolling_round(build_problem([foreign, WISH], [STAR], LIMITS), {})
    assert [pair.senior_id for pair in rolling.suggest_pairs(STAR.person_id)] == [WISH.person_id]


def test_a_junior_whose_time_is_scarce_comes_later() -> None:
    assert juniors_of(suggest_for_senior([FAIR, STAR], star=0.9)) == [FAIR.person_id, STAR.person_id]


def test_the_last_rounds_prices_are_those_of_juniors_in_demand() -> None:
    seniors = [replace(WISH, person_id=person) for person in (1, 2)]
    prices = compute_matching_outcome(build_problem(seniors, [STAR, FAIR], LIMITS)).prices
    gain = suggest_for_senior([STAR])[0].fit - suggest_for_senior([FAIR])[0].fit
    assert prices.keys() == {STAR.person_id}
    assert round(prices[STAR.person_id] - gain, 6) == 0


def test_pairs_of_before_and_juniors_without_a_place_are_left_out() -> None:
    full = replace(FAIR, capacity=0)
    declined = EarlierAndDeclinedPairs(declined=frozenset({(WISH.person_id, STAR.person_id)}))
    rolling = open_rolling_round(build_problem([WISH], [full, STAR], LIMITS, past=declined), {})
    assert rolling.suggest_pairs(WISH.person_id) == []


def test_a_few_suggestions_are_enough() -> None:
    many = [replace(OFFER, person_id=101 + person) for person in range(3 * MAX_SUGGESTIONS)]
    assert len(suggest_for_senior(many)) == MAX_SUGGESTIONS


def test_a_person_who_is_not_in_the_round_has_no_suggestion() -> None:
    assert open_rolling_round(build_problem([WISH], [STAR], LIMITS), {}).match_person(999) == []


@pytest.mark.property
@settings(max_examples=40, deadline=None)
@given(st.one_of(companies, crowds), st.integers(0, 2**32))
def test_newcomers_are_matched_as_in_the_plain_way(company: Company, seed: int) -> None:
    chance = Random(seed)
    prices = draw_prices(company, chance)
    newcomers = sorted(
        {person.person_id for person in (*company.wishes, *company.offers)}, key=lambda _: chance.random()
    )
    for senior in company.wishes:
        plain = suggest_plainly(senior, company.wishes, company.offers, company, prices)
        assert open_round(company, prices).suggest_pairs(senior.person_id) == plain
    rolling = open_round(company, prices)
    matched = [pair for person_id in newcomers for pair in rolling.match_person(person_id)]
    assert matched == match_plainly(company, prices, newcomers)


@pytest.mark.parametrize("seed", range(2))
def test_a_search_that_stops_early_misses_nobody(seed: int) -> None:
    made = large.make_company(12, 1_000, seed)
    company = Company(made.wishes, made.offers, LIMITS, {}, EarlierAndDeclinedPairs())
    prices = draw_prices(company, Random(seed))
    rolling = open_round(company, prices)
    for wish in company.wishes:
        assert rolling.suggest_pairs(wish.person_id) == suggest_plainly(wish, [wish], company.offers, company, prices)
