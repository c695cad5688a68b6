"""Somebody who volunteers between two rounds sees the best suggestions at once."""

from __future__ import annotations

from dataclasses import replace

from mentoring.matching.engines import compute_matching_outcome
from mentoring.matching.newcomers import MAX_SUGGESTIONS, suggest_pairs_for_newcomer
from mentoring.matching.outcome import ScoredPair
from mentoring.matching.problem import build_problem
from mentoring.matching.values import EarlierAndDeclinedPairs, OfferedSkill
from tests.mentoring.matching.people import LIMITS, OFFER, WISH

STAR = OFFER
FAIR = replace(OFFER, person_id=102, skills=(OfferedSkill("power-bi", 2),))
GERMAN = replace(OFFER, person_id=103, languages=frozenset({"de"}))


def juniors_of(suggestions: list[ScoredPair]) -> list[int]:
    return [person.junior_id for person in suggestions]


def test_a_senior_sees_the_best_first_and_nobody_whom_a_limit_forbids() -> None:
    suggestions = suggest_pairs_for_newcomer(WISH, [GERMAN, FAIR, STAR], LIMITS, prices={})
    assert juniors_of(suggestions) == [STAR.person_id, FAIR.person_id]
    assert suggestions[0].fit > suggestions[1].fit


def test_a_junior_sees_seniors() -> None:
    foreign = replace(WISH, person_id=2, languages=frozenset({"de"}))
    assert [person.senior_id for person in suggest_pairs_for_newcomer(STAR, [foreign, WISH], LIMITS, prices={})] == [
        WISH.person_id
    ]


def test_a_junior_whose_time_is_scarce_comes_later() -> None:
    suggestions = suggest_pairs_for_newcomer(WISH, [FAIR, STAR], LIMITS, prices={STAR.person_id: 0.9})
    assert juniors_of(suggestions) == [FAIR.person_id, STAR.person_id]


def test_the_last_rounds_prices_are_those_of_juniors_in_demand() -> None:
    seniors = [replace(WISH, person_id=person) for person in (1, 2)]
    prices = compute_matching_outcome(build_problem(seniors, [STAR, FAIR], LIMITS)).prices
    gain = (
        suggest_pairs_for_newcomer(WISH, [STAR], LIMITS, prices={})[0].fit
        - suggest_pairs_for_newcomer(WISH, [FAIR], LIMITS, prices={})[0].fit
    )
    assert prices.keys() == {STAR.person_id}
    assert round(prices[STAR.person_id] - gain, 6) == 0


def test_pairs_of_before_and_juniors_without_a_place_are_left_out() -> None:
    full = replace(FAIR, capacity=0)
    declined = EarlierAndDeclinedPairs(declined=frozenset({(WISH.person_id, STAR.person_id)}))
    assert suggest_pairs_for_newcomer(WISH, [full, STAR], LIMITS, prices={}, past=declined) == []


def test_a_few_suggestions_are_enough() -> None:
    many = [replace(OFFER, person_id=101 + person) for person in range(3 * MAX_SUGGESTIONS)]
    assert len(suggest_pairs_for_newcomer(WISH, many, LIMITS, prices={})) == MAX_SUGGESTIONS
