"""Matches newcomers of a rolling round at once: each with the best free person, one newcomer after the other."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from mentoring.matching.newcomers import open_rolling_round
from mentoring.matching.outcome import ScoredPair
from mentoring.matching.problem import build_problem
from mentoring.proposals.calculation import CandidatePair, MatchingInput, explain_scored_pairs


def match_newcomers(
    matching_input: MatchingInput, newcomers: Collection[int], prices: Mapping[int, float]
) -> list[CandidatePair]:
    """One pair for a senior, up to their capacity for a junior; pairs under the floor wait for the next calculation."""
    limits, past = matching_input.limits, matching_input.past
    problem = build_problem(matching_input.wishes, matching_input.offers, limits, tree=matching_input.tree, past=past)
    rolling = open_rolling_round(problem, prices)
    return [
        pair
        for person_id in sorted(newcomers)
        for pair in _explain_pairs_of_newcomer(matching_input, rolling.match_person(person_id))
    ]


def _explain_pairs_of_newcomer(matching_input: MatchingInput, pairs: Sequence[ScoredPair]) -> list[CandidatePair]:
    if not pairs:
        return []
    people = {id_ for pair in pairs for id_ in (pair.senior_id, pair.junior_id)}
    problem = build_problem(
        [wish for wish in matching_input.wishes if wish.person_id in people],
        [offer for offer in matching_input.offers if offer.person_id in people],
        matching_input.limits,
        tree=matching_input.tree,
        past=matching_input.past,
    )
    return explain_scored_pairs(problem, pairs, matching_input.limits)
