"""Why these two: told from the score itself, with one honest gap, and nothing that is private."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings

from mentoring.matching.engines import propose
from mentoring.matching.problem import open_market
from mentoring.matching.reasons import Explanation, explain
from mentoring.matching.settings import Term
from mentoring.matching.values import Offer, Skill, Want, Wish
from tests.mentoring.matching.drawing import companies
from tests.mentoring.matching.people import LIMITS, MORNING, OFFER, WISH, Company
from tests.mentoring.matching.reference import shared_starts, terms


def why(wish: Wish, offer: Offer) -> Explanation:
    (explanation,) = explain(open_market([wish], [offer], LIMITS), [(wish.person_id, offer.person_id)])
    return explanation


@pytest.mark.property
@settings(max_examples=25, deadline=None)
@given(companies)
def test_the_parts_add_up_to_the_score(company: Company) -> None:
    wishes = {one.person_id: one for one in company.wishes}
    offers = {one.person_id: one for one in company.offers}
    market = company.market()
    outcome = propose(market)
    pairs = outcome.pairs + outcome.under_floor
    for pair, told in zip(pairs, explain(market, [(one.senior_id, one.junior_id) for one in pairs]), strict=True):
        wish, offer = wishes[pair.senior_id], offers[pair.junior_id]
        strength = sum(part.share for part in told.parts)
        assert told.fit == pair.fit == pytest.approx(1 - (1 - strength) ** 2, abs=5.1e-5)
        weights = company.limits.weights
        expected = {name: weights.of(Term(name)) * value for name, value in terms(wish, offer, company.limits).items()}
        assert {part.term.value: round(part.share * 1_000_000) for part in told.parts} == expected
        assert told.languages == tuple(sorted(wish.languages & offer.languages))
        assert told.starts == tuple(30 * half for half in shared_starts(wish, offer, company.limits))


def test_the_three_strongest_parts_are_the_reasons() -> None:
    told = why(WISH, OFFER)
    assert [part.term for part in told.reasons] == [Term.SKILLS, Term.INTERESTS, Term.PLACE]
    assert [part.given for part in told.reasons] == [("power-bi",), ("chess",), ("site", "remote")]
    assert told.languages == ("fr",)
    assert told.starts == (MORNING.start - 60,)


def test_a_gap_names_what_is_missing() -> None:
    wish = replace(WISH, wants=(Want("power-bi", 1, 3), Want("linkedin", 0, 2)))
    offer = replace(OFFER, skills=(Skill("power-bi", 2),))
    gap = why(wish, offer).gap
    assert gap is not None
    assert (gap.term, gap.given, gap.missing) == (Term.SKILLS, ("power-bi",), ("linkedin", "power-bi"))


def test_what_nobody_asked_is_no_gap() -> None:
    gap = why(replace(WISH, interests=frozenset()), OFFER).gap
    assert gap is not None
    assert gap.term is Term.SLOTS


def test_two_sites_without_remote_are_the_gap() -> None:
    gap = why(WISH, replace(OFFER, site="lyon", remote=False)).gap
    assert gap is not None
    assert (gap.term, gap.given) == (Term.PLACE, ())


def test_whom_somebody_likes_counts_and_is_never_told() -> None:
    liked = replace(
        OFFER, likes=frozenset({WISH.person_id}), skills=(), interests=frozenset(), site="lyon", remote=False
    )
    told = why(WISH, liked)
    assert told.fit > why(WISH, replace(liked, likes=frozenset())).fit
    assert Term.LIKES not in {part.term for part in told.reasons}
    assert told.gap is not None
    assert told.gap.term is not Term.LIKES
