"""A calculation from the people of a round to what is kept of it: whom to ask, why, and why not; values in, values out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from mentoring.matching.diagnosis import diagnose_senior
from mentoring.matching.engines import propose_pairs
from mentoring.matching.outcome import MatchingOutcome, ScoredPair
from mentoring.matching.problem import MatchingProblem, build_problem
from mentoring.matching.reasons import explain_pairs
from mentoring.matching.reporting_tree import ReportingTree
from mentoring.matching.settings import MatchingLimits
from mentoring.matching.values import Offer, PastPairs, ReportProgress, Wish
from mentoring.proposals.explanations import list_teachers, tell_left, tell_pair, tell_weak

AT_A_TIME = 500

Told = dict[str, object]


@dataclass(frozen=True, kw_only=True)
class Intake:
    """Everybody of a round who is free for it, and what the round asks. `least`: the smallest group that a number may report of."""

    wishes: Sequence[Wish]
    offers: Sequence[Offer]
    limits: MatchingLimits
    tree: ReportingTree = field(default_factory=ReportingTree)
    past: PastPairs = field(default_factory=PastPairs)
    seed: str = ""
    least: int = 10

    def problem(self) -> MatchingProblem:
        """Opened."""
        return build_problem(self.wishes, self.offers, self.limits, tree=self.tree, past=self.past, seed=self.seed)


@dataclass(frozen=True, kw_only=True)
class Couple:
    """Two people who might meet."""

    senior_id: int
    junior_id: int
    fit: float
    told: Told
    is_held: bool = False


@dataclass(frozen=True, kw_only=True)
class Solved:
    """What a calculation found: `left` says why not to each senior without anybody, `summary` is for whoever runs the programme."""

    couples: Sequence[Couple]
    left: Mapping[int, Told]
    seen_juniors: Sequence[int]
    summary: Told


def solve(intake: Intake, report: ReportProgress) -> Solved:
    """The same people give the same answer."""
    problem = intake.problem()
    outcome = propose_pairs(problem, report=report)
    couples = list(_couples(problem, outcome, intake.limits, report))
    left = _left(intake, problem, outcome, report)
    return Solved(
        couples=couples,
        left=left,
        seen_juniors=[offer.person_id for offer in intake.offers],
        summary=_summary(intake, outcome),
    )


def tell_couples(
    problem: MatchingProblem, found: Sequence[ScoredPair], limits: MatchingLimits, *, is_held: bool = False
) -> list[Couple]:
    """Proposals of the matcher with their reasons."""
    explained = explain_pairs(problem, [(one.senior_id, one.junior_id) for one in found])
    return [
        Couple(
            senior_id=one.senior_id,
            junior_id=one.junior_id,
            fit=one.fit,
            told=tell_pair(why, limits),
            is_held=is_held,
        )
        for one, why in zip(found, explained, strict=True)
    ]


def _couples(
    problem: MatchingProblem, outcome: MatchingOutcome, limits: MatchingLimits, report: ReportProgress
) -> Iterator[Couple]:
    whole, done = len(outcome.pairs) + len(outcome.under_floor), 0
    for found, is_held in ((outcome.pairs, False), (outcome.under_floor, True)):
        for start in range(0, len(found), AT_A_TIME):
            some = found[start : start + AT_A_TIME]
            yield from tell_couples(problem, some, limits, is_held=is_held)
            done += len(some)
            report("explain", done, whole)


def _left(
    intake: Intake, problem: MatchingProblem, outcome: MatchingOutcome, report: ReportProgress
) -> dict[int, Told]:
    wishes, teachers = {wish.person_id: wish for wish in intake.wishes}, list_teachers(intake.offers)
    left = {one.senior_id: tell_weak() for one in outcome.under_floor}
    for done, senior_id in enumerate(outcome.unmatched, 1):
        found = diagnose_senior(problem, outcome, senior_id)
        left[senior_id] = tell_left(found, wishes[senior_id], teachers, least=intake.least)
        if done % AT_A_TIME == 0:
            report("diagnose", done, len(outcome.unmatched))
    return left


def _summary(intake: Intake, outcome: MatchingOutcome) -> Told:
    wanted: dict[str, list[int]] = {}
    for wish in intake.wishes:
        for want in wish.wants:
            wanted.setdefault(want.skill, [0, 0])[0] += 1
    for offer in intake.offers:
        for skill in {one.skill for one in offer.skills if one.level > 0} & wanted.keys():
            wanted[skill][1] += 1
    shortage = outcome.competition
    return {
        "engine": outcome.engine.value,
        "seniors": len(intake.wishes),
        "juniors": len(intake.offers),
        "places": sum(offer.capacity for offer in intake.offers),
        "total": round(outcome.total, 4),
        "short_of_best": round(max(outcome.short_of_best, 0.0), 6),
        "shortage": [len(shortage.senior_ids), shortage.places] if shortage.senior_ids else None,
        "skills": wanted,
        "prices": {str(junior_id): round(price, 4) for junior_id, price in outcome.prices.items()},
    }
