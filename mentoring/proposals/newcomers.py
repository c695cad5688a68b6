"""Whom to propose at once to newcomers: to each the best that is free, one after the other."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace

from mentoring.matching.newcomers import suggest_pairs
from mentoring.matching.problem import build_problem
from mentoring.matching.values import Offer, Wish
from mentoring.proposals.calculation import Couple, Intake, tell_couples


def pick(intake: Intake, newcomers: Collection[int], prices: Mapping[int, float]) -> list[Couple]:
    """One for a senior, as many as they take for a junior; never under the floor, which waits for the next calculation."""
    wishes = {wish.person_id: wish for wish in intake.wishes}
    offers = {offer.person_id: offer for offer in intake.offers}
    found: list[Couple] = []
    for person_id in sorted(newcomers):
        newcomer = wishes.get(person_id) or offers.get(person_id)
        if newcomer is None:
            continue
        free = replace(intake, wishes=list(wishes.values()), offers=list(offers.values()))
        for couple in _best(free, newcomer, prices):
            del wishes[couple.senior_id]
            _take_a_place(offers, couple.junior_id)
            found.append(couple)
    return found


def _best(intake: Intake, newcomer: Wish | Offer, prices: Mapping[int, float]) -> Iterator[Couple]:
    others = intake.offers if isinstance(newcomer, Wish) else intake.wishes
    most = newcomer.capacity if isinstance(newcomer, Offer) else 1
    suggested = suggest_pairs(newcomer, others, intake.limits, prices=prices, tree=intake.tree, past=intake.past)
    good = [one for one in suggested if one.fit >= intake.limits.floor][:most]
    if good:
        people = {id_ for one in good for id_ in (one.senior_id, one.junior_id)}
        problem = build_problem(
            [wish for wish in intake.wishes if wish.person_id in people],
            [offer for offer in intake.offers if offer.person_id in people],
            intake.limits,
            tree=intake.tree,
            past=intake.past,
        )
        yield from tell_couples(problem, good, intake.limits)


def _take_a_place(offers: dict[int, Offer], junior_id: int) -> None:
    offer = offers.pop(junior_id)
    if offer.capacity > 1:
        offers[junior_id] = replace(offer, capacity=offer.capacity - 1)
