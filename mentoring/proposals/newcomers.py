"""Matches newcomers of a rolling round at once: each with the best free person, one newcomer after the other."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace

from mentoring.matching.newcomers import suggest_pairs_for_newcomer
from mentoring.matching.problem import build_problem
from mentoring.matching.values import Offer, Wish
from mentoring.proposals.calculation import CandidatePair, MatchingInput, explain_scored_pairs


def match_newcomers(
    matching_input: MatchingInput, newcomers: Collection[int], prices: Mapping[int, float]
) -> list[CandidatePair]:
    """One pair for a senior, up to their capacity for a junior; pairs under the floor wait for the next calculation."""
    wishes = {wish.person_id: wish for wish in matching_input.wishes}
    offers = {offer.person_id: offer for offer in matching_input.offers}
    pairs: list[CandidatePair] = []
    for person_id in sorted(newcomers):
        newcomer = wishes.get(person_id) or offers.get(person_id)
        if newcomer is None:
            continue
        free = replace(matching_input, wishes=list(wishes.values()), offers=list(offers.values()))
        for pair in _iterate_best_pairs_of_newcomer(free, newcomer, prices):
            del wishes[pair.senior_id]
            _use_up_place_of_junior(offers, pair.junior_id)
            pairs.append(pair)
    return pairs


def _iterate_best_pairs_of_newcomer(
    matching_input: MatchingInput, newcomer: Wish | Offer, prices: Mapping[int, float]
) -> Iterator[CandidatePair]:
    others = matching_input.offers if isinstance(newcomer, Wish) else matching_input.wishes
    most = newcomer.capacity if isinstance(newcomer, Offer) else 1
    suggested = suggest_pairs_for_newcomer(
        newcomer, others, matching_input.limits, prices=prices, tree=matching_input.tree, past=matching_input.past
    )
    good = [pair for pair in suggested if pair.fit >= matching_input.limits.floor][:most]
    if good:
        people = {id_ for pair in good for id_ in (pair.senior_id, pair.junior_id)}
        problem = build_problem(
            [wish for wish in matching_input.wishes if wish.person_id in people],
            [offer for offer in matching_input.offers if offer.person_id in people],
            matching_input.limits,
            tree=matching_input.tree,
            past=matching_input.past,
        )
        yield from explain_scored_pairs(problem, good, matching_input.limits)


def _use_up_place_of_junior(offers: dict[int, Offer], junior_id: int) -> None:
    offer = offers.pop(junior_id)
    if offer.capacity > 1:
        offers[junior_id] = replace(offer, capacity=offer.capacity - 1)
