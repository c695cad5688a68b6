"""Why these two: told from the score itself, with one honest gap, and nothing that is private."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings

from mentoring.matching.engines import compute_matching_outcome
from mentoring.matching.problem import build_problem
from mentoring.matching.reasons import NAMED_TERMS, PairExplanation, explain_pairs
from mentoring.matching.scoring import FULL_STRENGTH
from mentoring.matching.settings import ScoreTerm, ScoreWeights
from mentoring.matching.values import Offer, OfferedSkill, Slot, WantedSkill, Wish
from tests.mentoring.matching.drawing import companies, crowds
from tests.mentoring.matching.people import LIMITS, MORNING, OFFER, WISH, Company
from tests.mentoring.matching.reference import least_start_count, shared_starts, term_scores


def explain_one(wish: Wish, offer: Offer) -> PairExplanation:
    (explanation,) = explain_pairs(build_problem([wish], [offer], LIMITS), [(wish.person_id, offer.person_id)])
    return explanation


@pytest.mark.property
@settings(max_examples=25, deadline=None)
@given(companies)
def test_the_parts_add_up_to_the_score(company: Company) -> None:
    wishes = {person.person_id: person for person in company.wishes}
    offers = {person.person_id: person for person in company.offers}
    problem = company.problem()
    outcome = compute_matching_outcome(problem)
    pairs = outcome.pairs + outcome.under_floor
    for pair, explanation in zip(
        pairs, explain_pairs(problem, [(person.senior_id, person.junior_id) for person in pairs]), strict=True
    ):
        wish, offer = wishes[pair.senior_id], offers[pair.junior_id]
        strength = sum(part.share for part in explanation.parts) / FULL_STRENGTH
        assert explanation.fit == pair.fit == pytest.approx(1 - (1 - strength) ** 2, abs=5.1e-5)
        weights = company.limits.weights
        expected = {
            name: weights.weight_of_term(ScoreTerm(name)) * value
            for name, value in term_scores(wish, offer, company.limits).items()
        }
        assert {part.term.value: part.share for part in explanation.parts} == expected
        assert all(part.most == weights.weight_of_term(part.term) * 10_000 for part in explanation.parts)
        assert explanation.languages == tuple(sorted(wish.languages & offer.languages))
        assert explanation.start_count == least_start_count(wish, offer, company.limits)
        for period in explanation.periods:
            shared = shared_starts(wish, offer, company.limits, period.week_on)
            assert period.starts == tuple(30 * half for half in shared)


@pytest.mark.parametrize("weights", [ScoreWeights(), ScoreWeights(skills=37, interests=29)])
def test_two_people_whose_every_part_is_full_have_no_gap(weights: ScoreWeights) -> None:
    busy = (Slot(0, 9 * 60, 18 * 60),)
    limits = replace(LIMITS, weights=weights)
    problem = build_problem([replace(WISH, slots=busy)], [replace(OFFER, slots=busy)], limits)
    (explanation,) = explain_pairs(problem, [(1, 101)])
    assert explanation.largest_missing_part is None
    assert all(part.is_met for part in explanation.parts)


@pytest.mark.property
@settings(max_examples=40, deadline=None)
@given(crowds)
def test_a_reason_is_true_by_half_at_least_and_never_the_contrary_of_the_gap(company: Company) -> None:
    problem = company.problem()
    outcome = compute_matching_outcome(problem)
    pairs = [(pair.senior_id, pair.junior_id) for pair in outcome.pairs + outcome.under_floor]
    wishes = {person.person_id: person for person in company.wishes}
    offers = {person.person_id: person for person in company.offers}
    for explanation in explain_pairs(problem, pairs):
        pair = wishes[explanation.senior_id], offers[explanation.junior_id]
        scores = term_scores(*pair, company.limits)
        gap = explanation.largest_missing_part
        for reason in explanation.strongest_parts:
            assert scores[reason.term.value] >= 5_000
            assert reason.term in NAMED_TERMS or gap is None or reason.term is not gap.term
        if gap is not None:
            assert scores[gap.term.value] < 10_000
            assert gap.missing or gap.term in (ScoreTerm.PLACE, ScoreTerm.ZONE, ScoreTerm.SLOTS)


@pytest.mark.parametrize(
    ("zone", "is_reason"), [("Europe/Paris", True), ("Asia/Dubai", True), ("America/New_York", False)]
)
def test_clocks_are_close_up_to_four_hours(zone: str, *, is_reason: bool) -> None:
    whole_day = (Slot(0, 0, 24 * 60),)
    wish = replace(WISH, slots=whole_day, wants=(), interests=frozenset(), zone="Europe/Paris")
    explanation = explain_one(wish, replace(OFFER, slots=whole_day, zone=zone, site="lyon", remote=False))
    assert (ScoreTerm.ZONE in {part.term for part in explanation.strongest_parts}) == is_reason


@pytest.mark.parametrize(
    ("unit", "names"),
    [
        (("sales", "accounts"), (("region",), ())),
        (("finance", "treasury"), (("unit",), ("region",))),
        (("finance", "accounts"), ((), ("unit",))),
    ],
)
def test_distance_names_the_level_that_differs_and_the_one_that_is_shared(
    unit: tuple[str, ...], names: tuple[tuple[str, ...], tuple[str, ...]]
) -> None:
    explanation = explain_one(WISH, replace(OFFER, unit=unit))
    (distance,) = (part for part in explanation.parts if part.term is ScoreTerm.DISTANCE)
    assert (distance.given, distance.missing) == names


def test_the_three_strongest_parts_are_the_reasons() -> None:
    explanation = explain_one(WISH, OFFER)
    assert [part.term for part in explanation.strongest_parts] == [
        ScoreTerm.SKILLS,
        ScoreTerm.INTERESTS,
        ScoreTerm.PLACE,
    ]
    assert [part.given for part in explanation.strongest_parts] == [("power-bi",), ("chess",), ("site", "remote")]
    assert explanation.languages == ("fr",)
    assert [period.starts for period in explanation.periods] == [(MORNING.start - 60,)]


def test_a_gap_names_what_is_missing() -> None:
    wish = replace(WISH, wants=(WantedSkill("power-bi", 1, 3), WantedSkill("linkedin", 0, 2)))
    offer = replace(OFFER, skills=(OfferedSkill("power-bi", 2),))
    gap = explain_one(wish, offer).largest_missing_part
    assert gap is not None
    assert (gap.term, gap.given, gap.missing) == (ScoreTerm.SKILLS, ("power-bi",), ("linkedin", "power-bi"))


def test_what_nobody_asked_is_no_gap() -> None:
    gap = explain_one(replace(WISH, interests=frozenset()), OFFER).largest_missing_part
    assert gap is not None
    assert gap.term is ScoreTerm.SLOTS


def test_two_sites_without_remote_are_the_gap() -> None:
    gap = explain_one(WISH, replace(OFFER, site="lyon", remote=False)).largest_missing_part
    assert gap is not None
    assert (gap.term, gap.given) == (ScoreTerm.PLACE, ())
