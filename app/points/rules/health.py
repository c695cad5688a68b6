"""Says how a rule fares: whether it lives, what it gave lately, and what it would have given, told by groups only."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from app.points.models import Rule


class State(StrEnum):
    """Where a rule stands."""

    DRAFT = "draft"
    IN_FORCE = "in-force"
    DEAD = "dead"
    ENDED = "ended"


class Block(StrEnum):
    """Why a rule in force gives nothing."""

    NO_FACT = "no-fact"
    NOTHING_SINCE = "nothing-since"
    NOT_CREDITED = "not-credited"


@dataclass(frozen=True)
class Given:
    """What a rule gave lately, to how many people, and when last."""

    people: int
    points: int
    collective: int
    credited_at: datetime | None


@dataclass(frozen=True)
class Weighed:
    """What a rule would have given in a week, or in all (`week` None). Numbers are None for a group too small to be told."""

    week: date | None
    people: int | None
    credited: int | None
    capped: int | None
    outside_hours: int | None
    switched_off: int | None
    points: int | None
    collective: int | None


@dataclass(frozen=True)
class Standing:
    """A rule as the list shows it."""

    rule: Rule
    draft: Rule | None
    state: State
    block: Block | None
    last_fact_at: datetime | None
    given: Given | None


def standing_of(versions: Sequence[Rule], latest: Mapping[str, datetime], given: Given | None) -> Standing:
    """Where the rule of these versions (the newest first) stands."""
    draft = next((rule for rule in versions if rule.in_force_from is None), None)
    shown = next((rule for rule in versions if rule.in_force_from is not None), versions[0])
    facts = [latest[kind] for kind in shown.fact_kinds if kind in latest]
    last_fact_at = max(facts, default=None)
    if shown.in_force_from is None:
        return Standing(shown, None, State.DRAFT, None, last_fact_at, None)
    if shown.in_force_until is not None:
        return Standing(shown, draft, State.ENDED, None, last_fact_at, given)
    block = _block(versions, last_fact_at, given)
    return Standing(shown, draft, State.DEAD if block else State.IN_FORCE, block, last_fact_at, given)


def _block(versions: Sequence[Rule], last_fact_at: datetime | None, given: Given | None) -> Block | None:
    if given is not None and given.credited_at is not None:
        return None
    if last_fact_at is None:
        return Block.NO_FACT
    since = min(rule.in_force_from for rule in versions if rule.in_force_from is not None)
    return Block.NOT_CREDITED if last_fact_at >= since else Block.NOTHING_SINCE


def told_by_groups(rows: Iterable[Weighed], smallest: int) -> list[Weighed]:
    """The preview without anybody in it: a small week keeps its numbers, and the total adds up the weeks that are told."""
    weeks: list[Weighed] = []
    total: Weighed | None = None
    for row in rows:
        if row.week is None:
            total = row
        else:
            weeks.append(row if not row.people or row.people >= smallest else _small(row))
    told = [week for week in weeks if week.people is not None]
    return [*weeks, *([_total(total, told, smallest)] if total else [])]


def _small(row: Weighed) -> Weighed:
    return Weighed(row.week, None, None, None, None, None, None, None)


def _total(total: Weighed, told: Sequence[Weighed], smallest: int) -> Weighed:
    if total.people and total.people < smallest:
        return _small(total)
    return replace(
        total,
        credited=sum(week.credited or 0 for week in told),
        capped=sum(week.capped or 0 for week in told),
        outside_hours=sum(week.outside_hours or 0 for week in told),
        switched_off=sum(week.switched_off or 0 for week in told),
        points=sum(week.points or 0 for week in told),
        collective=sum(week.collective or 0 for week in told),
    )
