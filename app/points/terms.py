"""The terms of a rule, and what stands in the way of publishing them."""

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
class Terms:
    """What a rule says. `personal` None: what the fact announces; `collective` None: as much as the person gets."""

    events: tuple[CountedEvent, ...]
    personal: int | None = None
    collective: int | None = None
    cap: Cap | None = None
    justification: str = ""


class Fault(StrEnum):
    """What stands in the way, in the words of the code; pages say it in the person's language."""

    NO_EVENT = "A rule is about something that can happen: choose at least one."
    LIKES_ALONE = "Likes alone never earn points: quality counts, not volume."
    MIXED = "One rule credits either those who act or those whom it is about: write two rules."
    NOT_ANNOUNCED = "Say how many points: only a mission announces its own."
    NOTHING = "A rule gives at least one point, to the person or to their team."
    TOO_MUCH = "At most 1000 points for one thing."
    NO_TEAM = "Some part goes to the team, or the rule says why it does not."
    BAD_CAP = "A cap is one or more."
    OTHER_PERIOD = "The period of the cap stays what it was, or what is left of it could not be told: end this rule and write another."


def faults_of(terms: Terms, *, announced: frozenset[str], period: str | None = None) -> dict[str, Fault]:
    """What is wrong, by field. `period` is that of the rule's earlier versions, if any had a cap."""
    found: dict[str, Fault] = {}
    for field, fault in _faults(terms, announced, period):
        found.setdefault(field, fault)
    return found


def _faults(terms: Terms, announced: frozenset[str], period: str | None) -> Iterator[tuple[str, Fault]]:
    kinds = {event.kind for event in terms.events}
    if not kinds:
        yield "deeds", Fault.NO_EVENT
    if kinds == {"post.liked"}:
        yield "deeds", Fault.LIKES_ALONE
    if len({event.role for event in terms.events}) > 1:
        yield "deeds", Fault.MIXED
    if terms.personal is None and not kinds <= announced:
        yield "personal", Fault.NOT_ANNOUNCED
    yield from _amount_faults(terms)
    if terms.cap is not None and terms.cap.times < 1:
        yield "cap", Fault.BAD_CAP
    if terms.cap is not None and period not in (None, terms.cap.period):
        yield "cap_period", Fault.OTHER_PERIOD


def _amount_faults(terms: Terms) -> Iterator[tuple[str, Fault]]:
    if terms.personal == 0 and not terms.collective:
        yield "personal", Fault.NOTHING
    if terms.collective == 0 and not terms.justification.strip():
        yield "justification", Fault.NO_TEAM
    for field, amount in (("personal", terms.personal), ("collective", terms.collective)):
        if amount is not None and not 0 <= amount <= 1000:
            yield field, Fault.TOO_MUCH
