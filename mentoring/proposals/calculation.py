"""A calculation from the people of a round to what is kept of it: whom to ask, why, and why not; values in, values out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from mentoring.matching.diagnosis import diagnose
from mentoring.matching.engines import propose
from mentoring.matching.outcome import Outcome, Proposal
from mentoring.matching.problem import Market, open_market
from mentoring.matching.reasons import explain
from mentoring.matching.reporting_tree import Line
from mentoring.matching.settings import Limits
from mentoring.matching.values import Offer, Past, Tell, Wish
from mentoring.proposals.explanations import list_teachers, tell_left, tell_pair, tell_weak

AT_A_TIME = 500

Told = dict[str, object]


@dataclass(frozen=True, kw_only=True)
class Intake:
    """Everybody of a round who is free for it, and what the round asks. `least`: the smallest group that a number may tell of."""

    wishes: Sequence[Wish]
    offers: Sequence[Offer]
    limits: Limits
    line: Line = field(default_factory=Line)
    past: Past = field(default_factory=Past)
    seed: str = ""
    least: int = 10

    def market(self) -> Market:
        """Opened."""
        return open_market(self.wishes, self.offers, self.limits, line=self.line, past=self.past, seed=self.seed)


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


def solve(intake: Intake, tell: Tell) -> Solved:
    """The same people give the same answer."""
    market = intake.market()
    outcome = propose(market, tell=tell)
    couples = list(_couples(market, outcome, intake.limits, tell))
    left = _left(intake, market, outcome, tell)
    return Solved(
        couples=couples,
        left=left,
        seen_juniors=[offer.person_id for offer in intake.offers],
        summary=_summary(intake, outcome),
    )


def tell_couples(market: Market, found: Sequence[Proposal], limits: Limits, *, is_held: bool = False) -> list[Couple]:
    """Proposals of the matcher with their reasons."""
    explained = explain(market, [(one.senior_id, one.junior_id) for one in found])
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


def _couples(market: Market, outcome: Outcome, limits: Limits, tell: Tell) -> Iterator[Couple]:
    whole, done = len(outcome.pairs) + len(outcome.under_floor), 0
    for found, is_held in ((outcome.pairs, False), (outcome.under_floor, True)):
        for start in range(0, len(found), AT_A_TIME):
            some = found[start : start + AT_A_TIME]
            yield from tell_couples(market, some, limits, is_held=is_held)
            done += len(some)
            tell("explain", done, whole)


def _left(intake: Intake, market: Market, outcome: Outcome, tell: Tell) -> dict[int, Told]:
    wishes, teachers = {wish.person_id: wish for wish in intake.wishes}, list_teachers(intake.offers)
    left = {one.senior_id: tell_weak() for one in outcome.under_floor}
    for done, senior_id in enumerate(outcome.unmatched, 1):
        found = diagnose(market, outcome, senior_id)
        left[senior_id] = tell_left(found, wishes[senior_id], teachers, least=intake.least)
        if done % AT_A_TIME == 0:
            tell("diagnose", done, len(outcome.unmatched))
    return left


def _summary(intake: Intake, outcome: Outcome) -> Told:
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
