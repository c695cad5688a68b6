"""One calculation from the people of a round to candidate pairs, explanations and diagnoses; values in, values out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import ceil

from mentoring.matching.diagnosis import diagnose_unmatched_senior
from mentoring.matching.engines import compute_matching_outcome
from mentoring.matching.outcome import MatchingOutcome, ScoredPair
from mentoring.matching.problem import MatchingProblem, build_problem
from mentoring.matching.reasons import explain_pairs
from mentoring.matching.reporting_tree import ReportingTree
from mentoring.matching.settings import MatchingLimits
from mentoring.matching.shortage import MissingPlaces, find_place_shortage
from mentoring.matching.values import EarlierAndDeclinedPairs, Offer, ReportProgress, Wish
from mentoring.proposals.explanations import (
    build_unmatched_reasons,
    build_weak_pair_reason,
    collect_highest_offered_levels,
    encode_pair_explanation,
)
from mentoring.volunteers.preferences import list_form_slots_for_session

PAIRS_PER_STEP = 500
MAX_SHORTAGES = 20
"""Groups of seniors in shortage that a summary holds: the largest."""

Details = dict[str, object]


@dataclass(frozen=True, kw_only=True)
class MatchingInput:
    """The free people of a round and its settings. `least` is the smallest group of which a number is shown."""

    wishes: Sequence[Wish]
    offers: Sequence[Offer]
    limits: MatchingLimits
    tree: ReportingTree = field(default_factory=ReportingTree)
    past: EarlierAndDeclinedPairs = field(default_factory=EarlierAndDeclinedPairs)
    seed: str = ""
    least: int = 10

    def build_problem(self) -> MatchingProblem:
        """The matching problem of these people."""
        return build_problem(self.wishes, self.offers, self.limits, tree=self.tree, past=self.past, seed=self.seed)


@dataclass(frozen=True, kw_only=True)
class CandidatePair:
    """A senior and a junior to propose, with the explanation; one under the floor waits for a decision of the programme's team."""

    senior_id: int
    junior_id: int
    fit: float
    explanation: Details
    is_under_floor: bool = False


@dataclass(frozen=True, kw_only=True)
class CalculationResult:
    """The result of a calculation: `unmatched` explains to each senior why they have no pair; `summary` is for the programme's team."""

    pairs: Sequence[CandidatePair]
    unmatched: Mapping[int, Details]
    considered_juniors: Sequence[int]
    summary: Details


def calculate_pairs(matching_input: MatchingInput, report: ReportProgress) -> CalculationResult:
    """Propose, explain and diagnose; deterministic."""
    problem = matching_input.build_problem()
    outcome = compute_matching_outcome(problem, report=report)
    pairs = list(_iterate_explained_pairs(problem, outcome, matching_input.limits, report))
    shortage = find_place_shortage(problem, outcome)
    unmatched = _diagnose_unmatched_seniors(matching_input, problem, outcome, shortage=shortage, report=report)
    return CalculationResult(
        pairs=pairs,
        unmatched=unmatched,
        considered_juniors=[offer.person_id for offer in matching_input.offers],
        summary=_build_summary(matching_input, outcome, shortage),
    )


def explain_scored_pairs(
    problem: MatchingProblem, scored: Sequence[ScoredPair], limits: MatchingLimits, *, is_under_floor: bool = False
) -> list[CandidatePair]:
    """Scored pairs with their explanations."""
    explained = explain_pairs(problem, [(pair.senior_id, pair.junior_id) for pair in scored])
    return [
        CandidatePair(
            senior_id=pair.senior_id,
            junior_id=pair.junior_id,
            fit=pair.fit,
            explanation=encode_pair_explanation(why, limits),
            is_under_floor=is_under_floor,
        )
        for pair, why in zip(scored, explained, strict=True)
    ]


def _iterate_explained_pairs(
    problem: MatchingProblem, outcome: MatchingOutcome, limits: MatchingLimits, report: ReportProgress
) -> Iterator[CandidatePair]:
    whole, done = len(outcome.pairs) + len(outcome.under_floor), 0
    for scored, is_under_floor in ((outcome.pairs, False), (outcome.under_floor, True)):
        for start in range(0, len(scored), PAIRS_PER_STEP):
            batch = scored[start : start + PAIRS_PER_STEP]
            yield from explain_scored_pairs(problem, batch, limits, is_under_floor=is_under_floor)
            done += len(batch)
            report("explain", done, whole)


def _diagnose_unmatched_seniors(
    matching_input: MatchingInput,
    problem: MatchingProblem,
    outcome: MatchingOutcome,
    *,
    shortage: MissingPlaces,
    report: ReportProgress,
) -> dict[int, Details]:
    wishes, offered = (
        {wish.person_id: wish for wish in matching_input.wishes},
        collect_highest_offered_levels(matching_input.offers),
    )
    addable_slots = list_form_slots_for_session(matching_input.limits.session_minutes)
    unmatched = {pair.senior_id: build_weak_pair_reason() for pair in outcome.under_floor}
    for done, senior_id in enumerate(outcome.unmatched, 1):
        diagnosis = diagnose_unmatched_senior(problem, shortage, senior_id, addable_slots=addable_slots)
        unmatched[senior_id] = build_unmatched_reasons(
            diagnosis, wishes[senior_id], offered, least=matching_input.least
        )
        if done % PAIRS_PER_STEP == 0:
            report("diagnose", done, len(outcome.unmatched))
    return unmatched


def _build_summary(matching_input: MatchingInput, outcome: MatchingOutcome, shortage: MissingPlaces) -> Details:
    wanted: dict[str, list[int]] = {}
    for wish in matching_input.wishes:
        for want in wish.wants:
            wanted.setdefault(want.skill, [0, 0])[0] += 1
    for offer in matching_input.offers:
        for slug in {skill.skill for skill in offer.skills if skill.level > 0} & wanted.keys():
            wanted[slug][1] += 1
    return {
        "engine": outcome.engine.value,
        "seniors": len(matching_input.wishes),
        "juniors": len(matching_input.offers),
        "places": sum(offer.capacity for offer in matching_input.offers),
        "total": round(outcome.total, 4),
        "short_of_best": ceil(max(outcome.short_of_best, 0.0) * 1_000_000) / 1_000_000,
        "shortages": shortage.groups[:MAX_SHORTAGES],
        "skills": wanted,
        "prices": {str(junior_id): round(price, 4) for junior_id, price in outcome.prices.items()},
    }
