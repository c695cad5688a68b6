"""Why these two: told from the score itself, with one honest gap, and nothing that is private."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings

from mentoring.matching.engines import compute_matching_outcome
from mentoring.matching.problem import build_problem
from mentoring.matching.reasons import PairExplanation, explain_pairs
from mentoring.matching.settings import ScoreTerm
from mentoring.matching.values import Offer, OfferedSkill, WantedSkill, Wish
from tests.mentoring.matching.drawing import companies
from tests.mentoring.matching.people import LIMITS, MORNING, OFFER, WISH, Company
from tests.mentoring.matching.reference import shared_starts, term_scores


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
        strength = sum(part.share for part in explanation.parts)
        assert explanation.fit == pair.fit == pytest.approx(1 - (1 - strength) ** 2, abs=5.1e-5)
        weights = company.limits.weights
        expected = {
            name: weights.weight_of_term(ScoreTerm(name)) * value
            for name, value in term_scores(wish, offer, company.limits).items()
        }
        assert {part.term.value: round(part.share * 1_000_000) for part in explanation.parts} == expected
        assert explanation.languages == tuple(sorted(wish.languages & offer.languages))
        assert explanation.starts == tuple(30 * half for half in shared_starts(wish, offer, company.limits))


def test_the_three_strongest_parts_are_the_reasons() -> None:
    explanation = explain_one(WISH, OFFER)
    assert [part.term for part in explanation.strongest_parts] == [
        ScoreTerm.SKILLS,
        ScoreTerm.INTERESTS,
        ScoreTerm.PLACE,
    ]
    assert [part.given for part in explanation.strongest_parts] == [("power-bi",), ("chess",), ("site", "remote")]
    assert explanation.languages == ("fr",)
    assert explanation.starts == (MORNING.start - 60,)


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


def test_whom_somebody_likes_counts_and_is_never_told() -> None:
    liked = replace(
        OFFER, likes=frozenset({WISH.person_id}), skills=(), interests=frozenset(), site="lyon", remote=False
    )
    explanation = explain_one(WISH, liked)
    assert explanation.fit > explain_one(WISH, replace(liked, likes=frozenset())).fit
    assert ScoreTerm.LIKES not in {part.term for part in explanation.strongest_parts}
    assert explanation.largest_missing_part is not None
    assert explanation.largest_missing_part.term is not ScoreTerm.LIKES
