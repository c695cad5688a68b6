"""Says of each event of a person whether it counted for a mission, and of each condition whether it holds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from missions.progress.person_mission import MissionState, PersonMission


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
    """An event that the mission counts, and what holds of it; never who else took part in it."""

    event: str
    occurred_at: datetime
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
    verdict: FactVerdict


@dataclass(frozen=True)
class CompletionCondition:
    """One thing that a completion needs: its name for the page, and whether it holds; None while it is still coming."""

    name: str
    holds: bool | None


def judge_facts(facts: Iterable[ExaminedFact], enough: int) -> list[JudgedFact]:
    """Each fact with its verdict, given in the order of time; past `enough` different ones in a period, nothing more is needed."""
    met: dict[date, set[str]] = {}
    judged = []
    for fact in facts:
        keys = met.setdefault(fact.period_on, set())
        verdict = _find_rejecting_verdict(fact) or _judge_fact_against_earlier_keys(fact, keys, enough)
        if verdict is FactVerdict.COUNTED and fact.key is not None:
            keys.add(fact.key)
        judged.append(JudgedFact(fact.event, fact.occurred_at, verdict))
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


def list_completion_conditions(mission: PersonMission, now: datetime) -> Sequence[CompletionCondition]:
    """What a completion needs, in the order in which a person meets it."""
    state = mission.current_state(now)
    is_over = mission.is_ended or (mission.counts_until is not None and mission.counts_until <= now)
    has_opened = mission.opens_at is not None and mission.opens_at <= now
    return (
        CompletionCondition("takes-part", mission.counts_from is not None),
        CompletionCondition("has-opened", True if has_opened else None),
        CompletionCondition("comes-after", None if mission.waits_for else True),
        CompletionCondition("in-time", True if mission.completed_at is not None else not is_over),
        CompletionCondition("counted", True if state is MissionState.DONE else None if not is_over else False),
    )
