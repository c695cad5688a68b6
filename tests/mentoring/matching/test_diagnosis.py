"""Whoever is not matched learns what stood in the way, and what one change would help."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings

from mentoring.matching.constraints import build_allowed_pairs_mask
from mentoring.matching.diagnosis import UnmatchedSeniorDiagnosis, diagnose_unmatched_senior
from mentoring.matching.engines import compute_matching_outcome
from mentoring.matching.problem import build_problem, index_people_by_id
from mentoring.matching.settings import HardLimit
from mentoring.matching.values import Offer, OfferedSkill, WantedSkill, Wish
from mentoring.matching.views import PairGrid
from tests.mentoring.matching.drawing import crowds
from tests.mentoring.matching.people import EVENING, LIMITS, OFFER, WISH, Company


def diagnose_alone(wish: Wish, *offers: Offer) -> UnmatchedSeniorDiagnosis:
    problem = build_problem([wish], offers, LIMITS)
    return diagnose_unmatched_senior(problem, compute_matching_outcome(problem), wish.person_id)


def count_open_to(company: Company, senior_id: int) -> int:
    problem = company.problem()
    row = index_people_by_id(problem.wishes)[senior_id]
    return int(build_allowed_pairs_mask(PairGrid(problem, np.array([row]), np.arange(len(problem.offers)))).sum())


def with_wish(company: Company, wish: Wish) -> Company:
    return replace(
        company, wishes=tuple(wish if person.person_id == wish.person_id else person for person in company.wishes)
    )


def test_limits_are_told_one_after_the_other() -> None:
    german = replace(OFFER, person_id=102, languages=frozenset({"de"}))
    late = replace(OFFER, person_id=103, slots=(EVENING,))
    peer = replace(OFFER, person_id=104, responsibility=5)
    diagnosis = diagnose_alone(replace(WISH, wants=(WantedSkill("linkedin", 0, 1),)), OFFER, german, late, peer)
    assert list(diagnosis.left_after.values())[:4] == [3, 2, 2, 1]
    assert list(diagnosis.left_after)[:4] == [
        HardLimit.LANGUAGE,
        HardLimit.SLOT,
        HardLimit.DATES,
        HardLimit.RESPONSIBILITY,
    ]
    assert diagnosis.only_blocked_by == {HardLimit.LANGUAGE: 1, HardLimit.SLOT: 1, HardLimit.RESPONSIBILITY: 1}
    assert diagnosis.offered == {"linkedin": 0}
    assert diagnosis.best_slot == (EVENING, 1)
    assert diagnosis.best_language == ("de", 1)
    assert diagnosis.competing is None


def test_a_skill_counts_where_it_is_above_the_seniors_level() -> None:
    weaker = replace(OFFER, person_id=102, skills=(OfferedSkill("power-bi", 1),))
    assert diagnose_alone(WISH, OFFER, weaker).offered == {"power-bi": 1}


def test_those_who_compete_for_too_few_places_are_told_so() -> None:
    seniors = [replace(WISH, person_id=person) for person in (1, 2, 3)]
    german = replace(OFFER, person_id=102, languages=frozenset({"de"}), capacity=9)
    problem = build_problem(seniors, [replace(OFFER, capacity=2), german], LIMITS)
    outcome = compute_matching_outcome(problem)
    (left,) = outcome.unmatched
    diagnosis = diagnose_unmatched_senior(problem, outcome, left)
    assert diagnosis.competing == (3, 2)
    assert diagnosis.left_after[HardLimit.APART] == 1
    assert diagnosis.free == 0
    assert diagnosis.best_language == ("de", 1)


@pytest.mark.property
@settings(max_examples=12, deadline=None)
@given(crowds)
def test_one_change_brings_as_many_as_was_said(company: Company) -> None:
    problem = company.problem()
    outcome = compute_matching_outcome(problem)
    spoken = frozenset().union(*(person.languages for person in company.offers))
    for wish in company.wishes[:4]:
        diagnosis = diagnose_unmatched_senior(problem, outcome, wish.person_id)
        left = count_open_to(company, wish.person_id)
        assert [*diagnosis.left_after.values()][-1] == left
        fluent = with_wish(company, replace(wish, languages=spoken))
        assert count_open_to(fluent, wish.person_id) == left + diagnosis.only_blocked_by.get(HardLimit.LANGUAGE, 0)
        if diagnosis.best_language:
            language, _ = diagnosis.best_language
            learner = with_wish(company, replace(wish, languages=wish.languages | {language}))
            assert count_open_to(learner, wish.person_id) >= left + diagnosis.best_language[1] > left
        chief = with_wish(company, replace(wish, responsibility=99))
        assert count_open_to(chief, wish.person_id) == left + diagnosis.only_blocked_by.get(HardLimit.RESPONSIBILITY, 0)


@pytest.mark.property
@settings(max_examples=12, deadline=None)
@given(crowds)
def test_the_slot_to_add_brings_as_many_as_was_said(company: Company) -> None:
    company = replace(company, limits=replace(company.limits, week_on=LIMITS.week_on, line_depth=0))
    problem = company.problem()
    outcome = compute_matching_outcome(problem)
    for wish in company.wishes[:4]:
        diagnosis = diagnose_unmatched_senior(problem, outcome, wish.person_id)
        if wish.zone == "Europe/Paris" and diagnosis.best_slot:
            slot, number = diagnosis.best_slot
            freer = with_wish(company, replace(wish, slots=(*wish.slots, slot)))
            assert count_open_to(freer, wish.person_id) >= count_open_to(company, wish.person_id) + number
