"""Says of each event of a person whether it counted for a mission or a badge, and why not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum


class FactVerdict(Enum):
    """Why a fact counted, or did not."""

    COUNTED = "counted"
    TAKEN_BACK = "taken-back"
    TOO_EARLY = "too-early"
    TOO_LATE = "too-late"
    ABOUT_SOMETHING_ELSE = "about-something-else"
    ELSEWHERE = "elsewhere"
    TOWARDS_NOBODY = "towards-nobody"
    AGAIN = "again"
    ENOUGH = "enough"


@dataclass(frozen=True)
class ExaminedFact:
    """An event that is counted, and what holds of it; never who else took part in it."""

    event: str
    occurred_at: datetime
    object: str | None
    period_on: date
    key: str | None
    has_begun: bool
    is_in_time: bool
    is_about_it: bool
    is_there: bool
    stands: bool


@dataclass(frozen=True)
class JudgedFact:
    """An event with its verdict."""

    event: str
    occurred_at: datetime
    object: str | None
    verdict: FactVerdict


def judge_facts(facts: Iterable[ExaminedFact], enough: int) -> list[JudgedFact]:
    """Each fact with its verdict, given in the order of time; past `enough` different ones in a period, nothing more is needed."""
    met: dict[date, set[str]] = {}
    judged = []
    for fact in facts:
        keys = met.setdefault(fact.period_on, set())
        verdict = _find_rejecting_verdict(fact) or _judge_fact_against_earlier_keys(fact, keys, enough)
        if verdict is FactVerdict.COUNTED and fact.key is not None:
            keys.add(fact.key)
        judged.append(JudgedFact(fact.event, fact.occurred_at, fact.object, verdict))
    return judged


def _find_rejecting_verdict(fact: ExaminedFact) -> FactVerdict | None:
    flaws = (
        (fact.stands, FactVerdict.TAKEN_BACK),
        (fact.has_begun, FactVerdict.TOO_EARLY),
        (fact.is_in_time, FactVerdict.TOO_LATE),
        (fact.is_about_it, FactVerdict.ABOUT_SOMETHING_ELSE),
        (fact.is_there, FactVerdict.ELSEWHERE),
        (fact.key is not None, FactVerdict.TOWARDS_NOBODY),
    )
    return next((verdict for holds, verdict in flaws if not holds), None)


def _judge_fact_against_earlier_keys(fact: ExaminedFact, keys: set[str], enough: int) -> FactVerdict:
    if fact.key in keys:
        return FactVerdict.AGAIN
    return FactVerdict.ENOUGH if len(keys) >= enough else FactVerdict.COUNTED
