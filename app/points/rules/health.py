"""The health of a rule: its state, what it gave lately, and a preview that never shows a small group."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from app.journal.counted_events import CountedEvent
from app.kernel.disclosure import COUNTED_WEEKS, HIDDEN, DisclosureGate, Figure
from app.points.models import Rule

A_MONTH = timedelta(days=30)


class RuleState(StrEnum):
    """The state of a rule."""

    DRAFT = "draft"
    NEW = "new"  # In force for less than a month, and nothing credited yet.
    IN_FORCE = "in-force"
    DEAD = "dead"
    ENDED = "ended"


class NoCreditReason(StrEnum):
    """Why a rule in force gives points to few people or to nobody; which of the two is not said."""

    NO_FACT = "no-fact"
    NOTHING_SINCE = "nothing-since"
    FEW_CREDITED = "few-credited"


@dataclass(frozen=True)
class CreditSummary:
    """What a rule credited in the last whole weeks; `is_to_group` if to enough people to speak of."""

    points: Figure
    collective: Figure
    is_to_group: bool


@dataclass(frozen=True)
class EventCount:
    """How many events of one outcome, and of how many people."""

    events: int
    people: int


@dataclass(frozen=True, kw_only=True)
class PreviewCount:
    """What a rule would have given in a week, or in total (`week` None): its events by outcome, and its points."""

    week: date | None
    credited: EventCount
    capped: EventCount
    switched_off: EventCount
    points: int
    collective: int


@dataclass(frozen=True)
class PreviewRow:
    """What a rule would have given in a week, or in total (`week` None), as HR may read it."""

    week: date | None
    people: Figure = HIDDEN
    credited: Figure = HIDDEN
    capped: Figure = HIDDEN
    switched_off: Figure = HIDDEN
    points: Figure = HIDDEN
    collective: Figure = HIDDEN


ADDED_UP = ("credited", "capped", "switched_off", "points", "collective")
"""The figures of a preview whose weeks add up; a person may be in several weeks."""


@dataclass(frozen=True)
class RuleOverview:
    """A rule with its state, for the list of rules."""

    rule: Rule
    draft: Rule | None
    state: RuleState
    block: NoCreditReason | None
    given: CreditSummary | None


def build_rule_overview(
    versions: Sequence[Rule], latest: Mapping[str, datetime], given: CreditSummary | None, now: datetime
) -> RuleOverview:
    """The standing at `now` of the rule with these versions, the newest first."""
    draft = next((rule for rule in versions if rule.in_force_from is None), None)
    shown = next((rule for rule in versions if rule.in_force_from is not None), versions[0])
    events = [str(CountedEvent(kind, shown.beneficiary)) for kind in shown.fact_kinds]
    facts = [latest[name] for name in events if name in latest]
    last_fact_at = max(facts, default=None)
    if shown.in_force_from is None:
        return RuleOverview(shown, None, RuleState.DRAFT, None, None)
    if shown.in_force_until is not None:
        return RuleOverview(shown, draft, RuleState.ENDED, None, given)
    begun_at = min(rule.in_force_from for rule in versions if rule.in_force_from is not None)
    block = _find_no_credit_reason(begun_at, last_fact_at, given)
    state = RuleState.IN_FORCE if block is None else RuleState.NEW if begun_at > now - A_MONTH else RuleState.DEAD
    return RuleOverview(shown, draft, state, block, given)


def _find_no_credit_reason(
    begun_at: datetime, last_fact_at: datetime | None, given: CreditSummary | None
) -> NoCreditReason | None:
    if given is not None and given.is_to_group:
        return None
    if last_fact_at is None:
        return NoCreditReason.NO_FACT
    return NoCreditReason.FEW_CREDITED if last_fact_at >= begun_at else NoCreditReason.NOTHING_SINCE


def build_preview_rows(counts: Iterable[PreviewCount], gate: DisclosureGate, *, first_week: date) -> list[PreviewRow]:
    """A row for each counted week, also for a week without events, then the total.

    The total adds up the weeks that are shown, and counts people if all weeks are: subtraction would reveal the others.
    """
    by_week = {count.week: build_preview_row(count, gate) for count in counts}
    mondays = [first_week + timedelta(weeks=number) for number in range(COUNTED_WEEKS)]
    weeks = [by_week.get(monday, PreviewRow(monday)) for monday in mondays]
    sums = {name: _add_up_shown(getattr(week, name) for week in weeks) for name in ADDED_UP}
    is_whole = all(week.people != HIDDEN for week in weeks)
    people = by_week[None].people if is_whole else HIDDEN
    return [*weeks, PreviewRow(None, people, **sums)]


def build_preview_row(count: PreviewCount, gate: DisclosureGate) -> PreviewRow:
    """One row: each outcome is shown if enough people had it."""
    credited, capped, switched_off = (
        gate.show_amount(outcome.events, outcome.people)
        for outcome in (count.credited, count.capped, count.switched_off)
    )
    return PreviewRow(
        week=count.week,
        people=gate.show_people(count.credited.people),
        credited=credited,
        capped=capped,
        switched_off=switched_off,
        points=gate.show_amount(count.points, count.credited.people),
        collective=gate.show_amount(count.collective, count.credited.people),
    )


def _add_up_shown(figures: Iterable[Figure]) -> Figure:
    shown = [figure.value for figure in figures if figure.value is not None]
    return Figure(sum(shown)) if shown else HIDDEN
