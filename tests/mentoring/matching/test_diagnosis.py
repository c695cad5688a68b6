"""Whoever is not matched learns what stood in the way, and what one change would help."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings

from mentoring.matching.constraints import build_allowed_pairs_mask
from mentoring.matching.diagnosis import UnmatchedSeniorDiagnosis, diagnose_unmatched_senior
from mentoring.matching.engines import compute_matching_outcome
from mentoring.matching.problem import MatchingProblem, build_problem, index_people_by_id
from mentoring.matching.settings import HardLimit, MatchingLimits
from mentoring.matching.shortage import find_place_shortage
from mentoring.matching.values import Offer, Slot, Wish
from mentoring.matching.views import PairGrid
from mentoring.volunteers.preferences import list_form_slots_for_session
from tests.mentoring.matching.drawing import crowds
from tests.mentoring.matching.people import EVENING, LIMITS, OFFER, WISH, Company
from tests.mentoring.matching.reference import Judged, count_most_matched, is_allowed, pair_fit

ADDABLE = [Slot(day, 60 * hour, 60 * hour + 60) for day in range(5) for hour in range(8, 19)]


def diagnose_alone(wish: Wish, *offers: Offer) -> UnmatchedSeniorDiagnosis:
    return diagnose_unmatched([wish], offers, LIMITS)[wish.person_id]


def diagnose_unmatched(
    wishes: Sequence[Wish], offers: Sequence[Offer], limits: MatchingLimits
) -> dict[int, UnmatchedSeniorDiagnosis]:
    problem = build_problem(wishes, offers, limits)
    return diagnose_problem(problem, ADDABLE)


def diagnose_problem(problem: MatchingProblem, addable: Sequence[Slot]) -> dict[int, UnmatchedSeniorDiagnosis]:
    outcome = compute_matching_outcome(problem)
    shortage = find_place_shortage(problem, outcome)
    return {
        senior_id: diagnose_unmatched_senior(problem, shortage, senior_id, addable_slots=addable)
        for senior_id in outcome.unmatched
    }


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
    diagnosis = diagnose_alone(WISH, german, late, peer)
    assert list(diagnosis.left_after.values())[:4] == [2, 1, 1, 0]
    assert list(diagnosis.left_after)[:4] == [
        HardLimit.LANGUAGE,
        HardLimit.SLOT,
        HardLimit.DATES,
        HardLimit.RESPONSIBILITY,
    ]
    assert diagnosis.only_blocked_by == {HardLimit.LANGUAGE: 1, HardLimit.SLOT: 1, HardLimit.RESPONSIBILITY: 1}
    assert diagnosis.best_slot == (EVENING, 1)
    assert diagnosis.best_language == ("de", 1)
    assert diagnosis.competing == (1, 0)


def test_those_who_compete_for_too_few_places_are_told_so() -> None:
    seniors = [replace(WISH, person_id=person) for person in (1, 2, 3)]
    german = replace(OFFER, person_id=102, languages=frozenset({"de"}), capacity=9)
    ((_, diagnosis),) = diagnose_unmatched(seniors, [replace(OFFER, capacity=2), german], LIMITS).items()
    assert diagnosis.competing == (3, 2)
    assert diagnosis.left_after[HardLimit.APART] == 1
    assert diagnosis.best_language == ("de", 1)


def test_each_unmatched_senior_reads_the_numbers_of_their_own_group() -> None:
    french = [replace(WISH, person_id=person) for person in range(1, 11)]
    alone = replace(WISH, person_id=11, languages=frozenset({"de"}))
    dutch = [replace(WISH, person_id=person, languages=frozenset({"nl"})) for person in (12, 13)]
    offers = [replace(OFFER, capacity=8), replace(OFFER, person_id=102, languages=frozenset({"nl"}))]
    problem = build_problem([*french, alone, *dutch], offers, LIMITS)
    shortage = find_place_shortage(problem, compute_matching_outcome(problem))
    competing = {senior_id: shortage.by_senior[senior_id] for senior_id in shortage.by_senior}
    assert competing.pop(11) == (1, 0)
    assert [competing.pop(senior_id) for senior_id in (12, 13) if senior_id in competing] == [(2, 1)]
    assert set(competing.values()) == {(10, 8)}
    assert list(shortage.groups) == [(10, 8), (2, 1), (1, 0)]


def test_a_slot_with_juniors_whose_places_are_all_taken_is_not_advised() -> None:
    rival = replace(WISH, person_id=2, slots=(EVENING,))
    evening = replace(OFFER, slots=(EVENING,))
    diagnosis = diagnose_unmatched([WISH, rival], [evening], LIMITS)[1]
    assert diagnosis.only_blocked_by == {HardLimit.SLOT: 1}
    assert diagnosis.best_slot is None
    two = diagnose_unmatched([WISH, rival], [replace(evening, capacity=2)], LIMITS)[1]
    assert two.best_slot == (EVENING, 1)


def test_a_slot_whose_junior_is_freed_by_a_move_is_advised() -> None:
    rival = replace(WISH, person_id=2, slots=(EVENING,))
    evening = replace(OFFER, slots=(EVENING,))
    weak = replace(OFFER, person_id=102, slots=(EVENING,), skills=(), languages=frozenset({"nl"}))
    bilingual = replace(rival, languages=frozenset({"fr", "nl"}))
    assert diagnose_unmatched([WISH, rival], [evening, weak], LIMITS)[1].best_slot is None
    assert diagnose_unmatched([WISH, bilingual], [evening, weak], LIMITS)[1].best_slot == (EVENING, 1)


def test_a_junior_who_would_suit_too_little_is_no_advice() -> None:
    evening = replace(OFFER, slots=(EVENING,))
    assert diagnose_alone(WISH, evening).best_slot == (EVENING, 1)
    useless = replace(evening, skills=(), interests=frozenset(), site="lyon", remote=False)
    assert diagnose_alone(WISH, useless).best_slot is None


@pytest.mark.parametrize("hour", [19, 23])
def test_only_slots_that_can_be_added_are_advised(hour: int) -> None:
    night = replace(OFFER, slots=(Slot(1, hour * 60, hour * 60 + 60),))
    assert diagnose_alone(WISH, night).best_slot is None


def test_a_slot_that_holds_only_until_the_clocks_change_is_not_advised() -> None:
    far = replace(OFFER, zone="Indian/Reunion", slots=(Slot(1, 660, 720),))
    assert diagnose_alone(WISH, far).best_slot is None
    wide = replace(far, slots=(Slot(1, 660, 780),))
    assert diagnose_alone(WISH, wide).best_slot == (Slot(1, 540, 600), 1)


@pytest.mark.property
@settings(max_examples=20, deadline=None)
@given(crowds)
def test_each_advice_that_is_followed_gives_this_senior_a_pair(company: Company) -> None:
    judged: Judged = {}
    before = count_most_matched(company, judged)
    minutes = company.limits.session_minutes
    for senior_id, diagnosis in diagnose_problem(company.problem(), list_form_slots_for_session(minutes)).items():
        (wish,) = (person for person in company.wishes if person.person_id == senior_id)
        advised = []
        if diagnosis.best_slot:
            advised.append(replace(wish, slots=(*wish.slots, diagnosis.best_slot[0])))
        if diagnosis.best_language:
            advised.append(replace(wish, languages=wish.languages | {diagnosis.best_language[0]}))
        for granted in advised:
            richer = with_wish(company, granted)
            assert count_most_matched(richer, judged) == before + 1
            assert senior_id not in compute_matching_outcome(richer.problem()).unmatched


@pytest.mark.property
@settings(max_examples=8, deadline=None)
@given(crowds)
def test_without_an_advice_no_slot_or_language_gives_a_pair_that_would_be_proposed(company: Company) -> None:
    judged: Judged = {}
    before = count_most_matched(company, judged)
    spoken = frozenset().union(*(person.languages for person in company.offers))
    addable = [Slot(day, 60 * hour, 60 * hour + 120) for day in range(2) for hour in (9, 13)]
    for senior_id, diagnosis in [*diagnose_problem(company.problem(), addable).items()][:2]:
        (wish,) = (person for person in company.wishes if person.person_id == senior_id)
        others = [replace(wish, slots=(*wish.slots, slot)) for slot in addable if diagnosis.best_slot is None]
        if diagnosis.best_language is None:
            others += [replace(wish, languages=wish.languages | {language}) for language in sorted(spoken)]
        for granted in others:
            richer = with_wish(company, granted)
            if count_most_matched(richer, judged) > before:
                outcome = compute_matching_outcome(richer.problem())
                (pair,) = (pair for pair in (*outcome.pairs, *outcome.under_floor) if pair.senior_id == senior_id)
                fit_before = pair_fit(wish, get_offer(company, pair.junior_id), company.limits)
                assert fit_before < company.limits.floor * 10_000


def get_offer(company: Company, junior_id: int) -> Offer:
    (offer,) = (offer for offer in company.offers if offer.person_id == junior_id)
    return offer


@pytest.mark.property
@settings(max_examples=12, deadline=None)
@given(crowds)
def test_each_senior_reads_whom_a_search_from_them_alone_reaches(company: Company) -> None:
    problem = company.problem()
    outcome = compute_matching_outcome(problem)
    shortage = find_place_shortage(problem, outcome)
    offers = {offer.person_id: offer for offer in company.offers if offer.capacity}
    wishes = {wish.person_id: wish for wish in company.wishes}
    partners = {pair.senior_id: pair.junior_id for pair in (*outcome.pairs, *outcome.under_floor)}
    for senior_id in outcome.unmatched:
        seniors, juniors, waiting = {senior_id}, set[int](), [senior_id]
        while waiting:
            wish = wishes[waiting.pop()]
            juniors |= {id_ for id_, offer in offers.items() if is_allowed(wish, offer, company)}
            reached = {holder for holder, junior_id in partners.items() if junior_id in juniors} - seniors
            seniors |= reached
            waiting += reached
        for rival in outcome.unmatched:
            suiting = {id_ for id_, offer in offers.items() if is_allowed(wishes[rival], offer, company)}
            seniors |= {rival} if suiting and suiting <= juniors else set()
        places = sum(offers[junior_id].capacity for junior_id in juniors)
        assert shortage.by_senior[senior_id] == (len(seniors), places)
        assert places < len(seniors)


@pytest.mark.property
@settings(max_examples=12, deadline=None)
@given(crowds)
def test_what_each_limit_leaves_and_alone_blocks_is_what_changing_it_brings(company: Company) -> None:
    spoken = frozenset().union(*(person.languages for person in company.offers))
    for senior_id, diagnosis in [*diagnose_problem(company.problem(), ()).items()][:4]:
        (wish,) = (person for person in company.wishes if person.person_id == senior_id)
        left = count_open_to(company, senior_id)
        assert [*diagnosis.left_after.values()][-1] == left
        fluent = with_wish(company, replace(wish, languages=spoken))
        assert count_open_to(fluent, senior_id) == left + diagnosis.only_blocked_by.get(HardLimit.LANGUAGE, 0)
        chief = with_wish(company, replace(wish, responsibility=99))
        assert count_open_to(chief, senior_id) == left + diagnosis.only_blocked_by.get(HardLimit.RESPONSIBILITY, 0)
