"""The terms of a rule, and the faults that prevent publishing them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from app.journal.counted_events import CountedEvent

PERIODS = ("day", "week", "month")


@dataclass(frozen=True)
class Cap:
    """At most `times` facts count in each day, week or month of the person's time zone."""

    times: int
    period: str


@dataclass(frozen=True, kw_only=True)
class Amounts:
    """What a rule credits, to the person and to their unit; None means what the fact itself announces."""

    personal: int | None = None
    collective: int | None = None


@dataclass(frozen=True, kw_only=True)
class RuleTerms:
    """The content of a rule. `personal` None: the points that the fact announces; `collective` None: as many as `personal`."""

    events: tuple[CountedEvent, ...]
    personal: int | None = None
    collective: int | None = None
    cap: Cap | None = None
    justification: str = ""


class RuleFault(StrEnum):
    """Why a rule cannot be published, in English for machines; pages translate it."""

    NO_EVENT = "A rule is about something that can happen: choose at least one."
    LIKES_ALONE = "Likes alone never earn points: quality counts, not volume."
    MIXED = "One rule credits either those who act or those whom it is about: write two rules."
    NOT_ANNOUNCED = "Say how many points: only a mission announces its own."
    NOTHING = "A rule gives at least one point, to the person or to their team."
    TOO_MUCH = "At most 1000 points for one thing."
    NO_TEAM = "Some part goes to the team, or the rule says why it does not."
    BAD_CAP = "A cap is one or more."
    OTHER_PERIOD = "The period of the cap stays what it was, or what is left of it could not be told: end this rule and write another."


def list_faults(terms: RuleTerms, *, announced: frozenset[str], period: str | None = None) -> dict[str, RuleFault]:
    """The first fault of each field. `period` is the cap period of the rule's earlier versions, None without one."""
    faults: dict[str, RuleFault] = {}
    for field, fault in _iterate_faults(terms, announced, period):
        faults.setdefault(field, fault)
    return faults


def _iterate_faults(terms: RuleTerms, announced: frozenset[str], period: str | None) -> Iterator[tuple[str, RuleFault]]:
    kinds = {event.kind for event in terms.events}
    if not kinds:
        yield "deeds", RuleFault.NO_EVENT
    if kinds == {"post.liked"}:
        yield "deeds", RuleFault.LIKES_ALONE
    if len({event.role for event in terms.events}) > 1:
        yield "deeds", RuleFault.MIXED
    if terms.personal is None and not kinds <= announced:
        yield "personal", RuleFault.NOT_ANNOUNCED
    yield from _iterate_amount_faults(terms)
    if terms.cap is not None and terms.cap.times < 1:
        yield "cap", RuleFault.BAD_CAP
    if terms.cap is not None and period not in (None, terms.cap.period):
        yield "cap_period", RuleFault.OTHER_PERIOD


def _iterate_amount_faults(terms: RuleTerms) -> Iterator[tuple[str, RuleFault]]:
    if terms.personal == 0 and not terms.collective:
        yield "personal", RuleFault.NOTHING
    if terms.collective == 0 and not terms.justification.strip():
        yield "justification", RuleFault.NO_TEAM
    for field, amount in (("personal", terms.personal), ("collective", terms.collective)):
        if amount is not None and not 0 <= amount <= 1000:
            yield field, RuleFault.TOO_MUCH
