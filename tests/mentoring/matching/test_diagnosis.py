"""Whoever is not matched learns what stood in the way, and what one change would help."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings

from mentoring.matching.constraints import allowed
from mentoring.matching.diagnosis import Diagnosis, diagnose
from mentoring.matching.engines import propose
from mentoring.matching.problem import open_market, places_of
from mentoring.matching.settings import Limit
from mentoring.matching.values import Offer, Skill, Want, Wish
from mentoring.matching.views import Block
from tests.mentoring.matching.drawing import crowds
from tests.mentoring.matching.people import EVENING, LIMITS, OFFER, WISH, Company


def why_not(wish: Wish, *offers: Offer) -> Diagnosis:
    market = open_market([wish], offers, LIMITS)
    return diagnose(market, propose(market), wish.person_id)


def count_open_to(company: Company, senior_id: int) -> int:
    market = company.market()
    row = places_of(market.wishes)[senior_id]
    return int(allowed(Block(market, np.array([row]), np.arange(len(market.offers)))).sum())


def with_wish(company: Company, wish: Wish) -> Company:
    return replace(company, wishes=tuple(wish if one.person_id == wish.person_id else one for one in company.wishes))


def test_limits_are_told_one_after_the_other() -> None:
    german = replace(OFFER, person_id=102, languages=frozenset({"de"}))
    late = replace(OFFER, person_id=103, slots=(EVENING,))
    peer = replace(OFFER, person_id=104, responsibility=5)
    told = why_not(replace(WISH, wants=(Want("linkedin", 0, 1),)), OFFER, german, late, peer)
    assert list(told.left_after.values())[:4] == [3, 2, 2, 1]
    assert list(told.left_after)[:4] == [Limit.LANGUAGE, Limit.SLOT, Limit.DATES, Limit.RESPONSIBILITY]
    assert told.only_blocked_by == {Limit.LANGUAGE: 1, Limit.SLOT: 1, Limit.RESPONSIBILITY: 1}
    assert told.offered == {"linkedin": 0}
    assert told.best_slot == (EVENING, 1)
    assert told.best_language == ("de", 1)
    assert told.competing is None


def test_a_skill_counts_where_it_is_above_the_seniors_level() -> None:
    weaker = replace(OFFER, person_id=102, skills=(Skill("power-bi", 1),))
    assert why_not(WISH, OFFER, weaker).offered == {"power-bi": 1}


def test_those_who_compete_for_too_few_places_are_told_so() -> None:
    seniors = [replace(WISH, person_id=one) for one in (1, 2, 3)]
    german = replace(OFFER, person_id=102, languages=frozenset({"de"}), capacity=9)
    market = open_market(seniors, [replace(OFFER, capacity=2), german], LIMITS)
    outcome = propose(market)
    (left,) = outcome.unmatched
    told = diagnose(market, outcome, left)
    assert told.competing == (3, 2)
    assert told.left_after[Limit.APART] == 1
    assert told.free == 0
    assert told.best_language == ("de", 1)


@pytest.mark.property
@settings(max_examples=12, deadline=None)
@given(crowds)
def test_one_change_brings_as_many_as_was_said(company: Company) -> None:
    market = company.market()
    outcome = propose(market)
    spoken = frozenset().union(*(one.languages for one in company.offers))
    for wish in company.wishes[:4]:
        told = diagnose(market, outcome, wish.person_id)
        left = count_open_to(company, wish.person_id)
        assert [*told.left_after.values()][-1] == left
        fluent = with_wish(company, replace(wish, languages=spoken))
        assert count_open_to(fluent, wish.person_id) == left + told.only_blocked_by.get(Limit.LANGUAGE, 0)
        if told.best_language:
            language, _ = told.best_language
            learner = with_wish(company, replace(wish, languages=wish.languages | {language}))
            assert count_open_to(learner, wish.person_id) >= left + told.best_language[1] > left
        chief = with_wish(company, replace(wish, responsibility=99))
        assert count_open_to(chief, wish.person_id) == left + told.only_blocked_by.get(Limit.RESPONSIBILITY, 0)


@pytest.mark.property
@settings(max_examples=12, deadline=None)
@given(crowds)
def test_the_slot_to_add_brings_as_many_as_was_said(company: Company) -> None:
    company = replace(company, limits=replace(company.limits, week_on=LIMITS.week_on, line_depth=0))
    market = company.market()
    outcome = propose(market)
    for wish in company.wishes[:4]:
        told = diagnose(market, outcome, wish.person_id)
        if wish.zone == "Europe/Paris" and told.best_slot:
            slot, number = told.best_slot
            freer = with_wish(company, replace(wish, slots=(*wish.slots, slot)))
            assert count_open_to(freer, wish.person_id) >= count_open_to(company, wish.person_id) + number
