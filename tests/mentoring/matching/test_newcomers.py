"""Somebody who volunteers between two rounds sees the best suggestions at once."""

from __future__ import annotations

from dataclasses import replace

from mentoring.matching.engines import propose
from mentoring.matching.newcomers import SUGGESTIONS, suggest
from mentoring.matching.outcome import Proposal
from mentoring.matching.problem import open_market
from mentoring.matching.values import Past, Skill
from tests.mentoring.matching.people import LIMITS, OFFER, WISH

STAR = OFFER
FAIR = replace(OFFER, person_id=102, skills=(Skill("power-bi", 2),))
GERMAN = replace(OFFER, person_id=103, languages=frozenset({"de"}))


def juniors_of(found: list[Proposal]) -> list[int]:
    return [one.junior_id for one in found]


def test_a_senior_sees_the_best_first_and_nobody_whom_a_limit_forbids() -> None:
    found = suggest(WISH, [GERMAN, FAIR, STAR], LIMITS, prices={})
    assert juniors_of(found) == [STAR.person_id, FAIR.person_id]
    assert found[0].fit > found[1].fit


def test_a_junior_sees_seniors() -> None:
    foreign = replace(WISH, person_id=2, languages=frozenset({"de"}))
    assert [one.senior_id for one in suggest(STAR, [foreign, WISH], LIMITS, prices={})] == [WISH.person_id]


def test_a_junior_whose_time_is_scarce_comes_later() -> None:
    found = suggest(WISH, [FAIR, STAR], LIMITS, prices={STAR.person_id: 0.9})
    assert juniors_of(found) == [FAIR.person_id, STAR.person_id]


def test_the_last_rounds_prices_are_those_of_juniors_in_demand() -> None:
    seniors = [replace(WISH, person_id=one) for one in (1, 2)]
    prices = propose(open_market(seniors, [STAR, FAIR], LIMITS)).prices
    gain = suggest(WISH, [STAR], LIMITS, prices={})[0].fit - suggest(WISH, [FAIR], LIMITS, prices={})[0].fit
    assert prices.keys() == {STAR.person_id}
    assert round(prices[STAR.person_id] - gain, 6) == 0


def test_pairs_of_before_and_juniors_without_a_place_are_left_out() -> None:
    full = replace(FAIR, capacity=0)
    declined = Past(declined=frozenset({(WISH.person_id, STAR.person_id)}))
    assert suggest(WISH, [full, STAR], LIMITS, prices={}, past=declined) == []


def test_a_few_suggestions_are_enough() -> None:
    many = [replace(OFFER, person_id=101 + one) for one in range(3 * SUGGESTIONS)]
    assert len(suggest(WISH, many, LIMITS, prices={})) == SUGGESTIONS
