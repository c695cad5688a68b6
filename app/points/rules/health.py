"""The health of a rule: its state, what it gave lately, and a preview that never shows a small group."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from app.points.models import Rule


class RuleState(StrEnum):
    """The state of a rule."""

    DRAFT = "draft"
    IN_FORCE = "in-force"
    DEAD = "dead"
    ENDED = "ended"


class NoCreditReason(StrEnum):
    """Why a rule in force gives no points."""

    NO_FACT = "no-fact"
    NOTHING_SINCE = "nothing-since"
    NOT_CREDITED = "not-credited"


@dataclass(frozen=True)
class CreditSummary:
    """What a rule credited lately: people, points, and the moment of the last credit."""

    people: int
    points: int
    collective: int
    credited_at: datetime | None


@dataclass(frozen=True)
class PreviewRow:
    """What a rule would have given in a week, or in total (`week` None). Numbers are None where the group is too small to show."""

    week: date | None
    people: int | None
    credited: int | None
    capped: int | None
    outside_hours: int | None
    switched_off: int | None
    points: int | None
    collective: int | None


@dataclass(frozen=True)
class RuleOverview:
    """A rule with its state, for the list of rules."""

    rule: Rule
    draft: Rule | None
    state: RuleState
    block: NoCreditReason | None
    last_fact_at: datetime | None
    given: CreditSummary | None


def build_rule_overview(
    versions: Sequence[Rule], latest: Mapping[str, datetime], given: CreditSummary | None
) -> RuleOverview:
    """The standing of the rule with these versions, the newest first."""
    draft = next((rule for rule in versions if rule.in_force_from is None), None)
    shown = next((rule for rule in versions if rule.in_force_from is not None), versions[0])
    facts = [latest[kind] for kind in shown.fact_kinds if kind in latest]
    last_fact_at = max(facts, default=None)
    if shown.in_force_from is None:
        return RuleOverview(shown, None, RuleState.DRAFT, None, last_fact_at, None)
    if shown.in_force_until is not None:
        return RuleOverview(shown, draft, RuleState.ENDED, None, last_fact_at, given)
    block = _find_no_credit_reason(versions, last_fact_at, given)
    return RuleOverview(shown, draft, RuleState.DEAD if block else RuleState.IN_FORCE, block, last_fact_at, given)


def _find_no_credit_reason(
    versions: Sequence[Rule], last_fact_at: datetime | None, given: CreditSummary | None
) -> NoCreditReason | None:
    if given is not None and given.credited_at is not None:
        return None
    if last_fact_at is None:
        return NoCreditReason.NO_FACT
    since = min(rule.in_force_from for rule in versions if rule.in_force_from is not None)
    return NoCreditReason.NOT_CREDITED if last_fact_at >= since else NoCreditReason.NOTHING_SINCE


def hide_small_groups_in_preview(rows: Iterable[PreviewRow], smallest: int) -> list[PreviewRow]:
    """The preview without small groups: a week with few people shows no numbers, and the total adds up the weeks that are shown."""
    weeks: list[PreviewRow] = []
    total: PreviewRow | None = None
    for row in rows:
        if row.week is None:
            total = row
        else:
            weeks.append(row if not row.people or row.people >= smallest else _hide_numbers(row))
    shown = [week for week in weeks if week.people is not None]
    return [*weeks, *([_build_total_row(total, shown, smallest)] if total else [])]


def _hide_numbers(row: PreviewRow) -> PreviewRow:
    return PreviewRow(row.week, None, None, None, None, None, None, None)


def _build_total_row(total: PreviewRow, shown_weeks: Sequence[PreviewRow], smallest: int) -> PreviewRow:
    if total.people and total.people < smallest:
        return _hide_numbers(total)
    return replace(
        total,
        credited=sum(week.credited or 0 for week in shown_weeks),
        capped=sum(week.capped or 0 for week in shown_weeks),
        outside_hours=sum(week.outside_hours or 0 for week in shown_weeks),
        switched_off=sum(week.switched_off or 0 for week in shown_weeks),
        points=sum(week.points or 0 for week in shown_weeks),
        collective=sum(week.collective or 0 for week in shown_weeks),
    )
