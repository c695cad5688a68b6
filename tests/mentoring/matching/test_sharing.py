"""A round is shared out as well as can be, the same way each time, whatever order people come in."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mentoring.matching.constraints import build_allowed_pairs_mask
from mentoring.matching.engines import choose_engine, compute_matching_outcome
from mentoring.matching.outcome import MatchingOutcome
from mentoring.matching.problem import build_problem
from mentoring.matching.scoring import pair_fits
from mentoring.matching.solution import MatchingEngine
from mentoring.matching.values import Offer, Wish
from mentoring.matching.views import PairGrid, PairList, indices_of_all_people
from tests.mentoring.matching.drawing import companies
from tests.mentoring.matching.people import LIMITS, OFFER, WISH, Company
from tests.mentoring.matching.reference import best_sharing, is_allowed, pair_fit


def number_and_total(outcome: MatchingOutcome) -> tuple[int, int]:
    return len(outcome.pairs) + len(outcome.under_floor), round(outcome.total * 10_000)


@pytest.mark.property
@settings(max_examples=40, deadline=None)
@given(companies)
def test_every_pair_is_judged_as_the_rules_say(company: Company) -> None:
    problem = company.problem()
    block = PairGrid(problem, *indices_of_all_people(problem))
    may_meet, outcome = build_allowed_pairs_mask(block), pair_fits(block)
    for row, wish in enumerate(problem.wishes):
        for col, offer in enumerate(problem.offers):
            person = PairList(problem, np.array([row]), np.array([col]))
            assert may_meet[row, col] == build_allowed_pairs_mask(person)[0] == is_allowed(wish, offer, company)
            assert outcome[row, col] == pair_fits(person)[0] == pair_fit(wish, offer, company.limits)


@pytest.mark.property
@settings(max_examples=40, deadline=None)
@given(companies)
def test_no_sharing_matches_more_people_or_matches_them_better(company: Company) -> None:
    number, total = best_sharing(company)
    problem = company.problem()
    assert number_and_total(compute_matching_outcome(problem)) == (number, total)
    assert number_and_total(compute_matching_outcome(problem, engine=MatchingEngine.FLOW)) == (number, total)
    by_auction = compute_matching_outcome(problem, engine=MatchingEngine.AUCTION)
    assert number_and_total(by_auction)[0] == number
    assert by_auction.bound * 10_000 >= total - 1e-6


@pytest.mark.property
@settings(max_examples=40, deadline=None)
@given(companies)
def test_what_is_proposed_keeps_every_limit_and_every_capacity(company: Company) -> None:
    wishes = {person.person_id: person for person in company.wishes}
    offers = {person.person_id: person for person in company.offers}
    outcome = compute_matching_outcome(company.problem())
    for pair in outcome.pairs + outcome.under_floor:
        assert is_allowed(wishes[pair.senior_id], offers[pair.junior_id], company)
        assert pair.fit == pair_fit(wishes[pair.senior_id], offers[pair.junior_id], company.limits) / 10_000
    load = Counter(pair.junior_id for pair in outcome.pairs + outcome.under_floor)
    assert all(count <= offers[junior].capacity for junior, count in load.items())
    assert all(pair.fit >= company.limits.floor for pair in outcome.pairs)
    assert all(pair.fit < company.limits.floor for pair in outcome.under_floor)
    everybody_once = [pair.senior_id for pair in outcome.pairs + outcome.under_floor] + [*outcome.unmatched]
    assert sorted(everybody_once) == sorted(wishes)


@pytest.mark.property
@settings(max_examples=15, deadline=None)
@given(companies, st.randoms(use_true_random=False), st.sampled_from(MatchingEngine))
def test_the_order_in_which_people_come_changes_nothing(
    company: Company, chance: Random, engine: MatchingEngine
) -> None:
    wishes, offers = list(company.wishes), list(company.offers)
    chance.shuffle(wishes)
    chance.shuffle(offers)
    shuffled = replace(company, wishes=tuple(wishes), offers=tuple(offers))
    assert compute_matching_outcome(company.problem(), engine=engine) == compute_matching_outcome(
        shuffled.problem(), engine=engine
    )


def test_between_equals_the_seed_decides_and_not_the_id() -> None:
    seniors = [replace(WISH, person_id=person) for person in range(6)]
    juniors = [replace(OFFER, person_id=100 + person) for person in range(3)]
    matched: set[int] = set()
    for seed in range(12):
        outcome = compute_matching_outcome(build_problem(seniors, juniors, LIMITS, seed=str(seed)))
        assert len(outcome.pairs) == 3
        matched |= {pair.senior_id for pair in outcome.pairs}
    assert matched == set(range(6))


@pytest.mark.parametrize("engine", MatchingEngine)
@pytest.mark.parametrize(
    ("wishes", "offers"),
    [([], []), ([WISH], []), ([], [OFFER]), ([WISH], [replace(OFFER, languages=frozenset({"de"}))])],
)
def test_where_nobody_can_be_matched_nobody_is(engine: MatchingEngine, wishes: list[Wish], offers: list[Offer]) -> None:
    outcome = compute_matching_outcome(build_problem(wishes, offers, LIMITS), engine=engine)
    assert outcome.pairs == outcome.under_floor == ()
    assert outcome.unmatched == tuple(wish.person_id for wish in wishes)
    assert outcome.total == 0


def test_one_more_matched_outweighs_any_fit() -> None:
    picky = replace(WISH, person_id=1, languages=frozenset({"de"}))
    easy = replace(WISH, person_id=2, languages=frozenset({"de", "fr"}))
    german = replace(OFFER, person_id=101, languages=frozenset({"de"}))
    dull = replace(OFFER, person_id=102, skills=(), interests=frozenset(), remote=False, site="lyon")
    outcome = compute_matching_outcome(build_problem([picky, easy], [german, dull], LIMITS))
    assert {(pair.senior_id, pair.junior_id) for pair in outcome.pairs} == {(1, 101)}
    assert [(pair.senior_id, pair.junior_id) for pair in outcome.under_floor] == [(2, 102)]


def test_weak_pairs_are_lifted_before_strong_ones() -> None:
    """Half of what two people ask is worth more than all of one and nothing of the other."""
    both = replace(OFFER, person_id=101, skills=(OFFER.skills[0],), unit=WISH.unit)
    half = replace(both, person_id=102, skills=(replace(OFFER.skills[0], level=2),))
    person, other = WISH, replace(WISH, person_id=2, wants=(replace(WISH.wants[0], present=2, wanted=4),))
    outcome = compute_matching_outcome(build_problem([person, other], [both, half], LIMITS))
    assert {(pair.senior_id, pair.junior_id) for pair in outcome.pairs} == {(1, 102), (2, 101)}


def test_progress_is_told_and_what_it_raises_stops_the_calculation() -> None:
    problem = build_problem([WISH], [OFFER], LIMITS)
    steps: list[tuple[str, int, int]] = []
    compute_matching_outcome(problem, report=lambda *step: steps.append(step))
    assert steps[0] == ("score", 1, 1)

    def stop_calculation(step: str, done: int, whole: int) -> None:
        raise TimeoutError(step)

    with pytest.raises(TimeoutError):
        compute_matching_outcome(problem, report=stop_calculation)
    with pytest.raises(TimeoutError):
        compute_matching_outcome(problem, engine=MatchingEngine.FLOW, report=stop_calculation)


def test_the_size_of_a_round_chooses_its_engine_and_the_answer_names_it() -> None:
    problem = build_problem([WISH], [OFFER], LIMITS)
    assert choose_engine(problem) is MatchingEngine.DENSE
    assert [compute_matching_outcome(problem, engine=engine).engine for engine in MatchingEngine] == list(
        MatchingEngine
    )
