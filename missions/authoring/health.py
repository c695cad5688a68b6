"""Decides from values whether a rule lives, and what stands in its way."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

A_MONTH = timedelta(days=30)


class RuleObstacle(StrEnum):
    """One thing that stands in a rule's way."""

    DRAFT = "draft"
    PAUSED = "paused"
    ENDED = "ended"
    NOWHERE = "nowhere"
    REACHES_NOBODY = "reaches-nobody"
    NOT_BEGUN = "not-begun"
    OVER = "over"
    NEVER_HEARD = "never-heard"
    SILENT = "silent"
    WAITS_FOR_ENDED = "waits-for-ended"
    NEVER_MATCHED = "never-matched"
    ALL_DONE = "all-done"


class RuleCondition(StrEnum):
    """What the list shows of a rule in one word."""

    RESTING = "resting"  # A draft, paused or ended: nothing is expected of it.
    NEW = "new"  # Published less than a month ago, and nothing matched yet.
    ALIVE = "alive"
    QUIET = "quiet"  # It matched once, and not in the last month.
    DEAD = "dead"


RESTING = frozenset({RuleObstacle.DRAFT, RuleObstacle.PAUSED, RuleObstacle.ENDED})
DEADLY = frozenset(
    {
        RuleObstacle.NOWHERE,
        RuleObstacle.REACHES_NOBODY,
        RuleObstacle.OVER,
        RuleObstacle.NEVER_HEARD,
        RuleObstacle.WAITS_FOR_ENDED,
        RuleObstacle.NEVER_MATCHED,
    }
)
"""With one of these, nothing advances a published mission any more, or nothing ever did."""


@dataclass(frozen=True, kw_only=True)
class RuleVitals:
    """What is known of a mission. `kinds` are those of the facts that it counts, whomever they count for.

    `counts_network` is false behind a door of ours, and for a set: there, no network has to tell.
    """

    state: str
    published_at: datetime | None
    is_open: bool
    reaches_somebody: bool
    starts_at: datetime | None
    ends_at: datetime | None
    counts_network: bool
    kinds: frozenset[str]
    heard_on: dict[str, date]
    waits_for_ended: tuple[str, ...]
    repeats: bool
    enrolled: int
    completed: int
    matched_at: datetime | None
    completed_at: datetime | None


@dataclass(frozen=True)
class RuleHealth:
    """What stands in the way, in the order in which it would be mended, and the mark of the whole."""

    obstacles: tuple[RuleObstacle, ...]
    condition: RuleCondition


def diagnose_rule(vitals: RuleVitals, now: datetime) -> RuleHealth:
    """The health of a rule at that moment."""
    obstacles = tuple(obstacle for obstacle, holds in _find_obstacles(vitals, now).items() if holds)
    return RuleHealth(obstacles, _rule_condition(vitals, frozenset(obstacles), now))


def _find_obstacles(vitals: RuleVitals, now: datetime) -> dict[RuleObstacle, bool]:
    running = vitals.state in ("published", "paused")
    never = running and vitals.counts_network and not vitals.kinds & vitals.heard_on.keys()
    return {
        RuleObstacle.DRAFT: vitals.state == "draft",
        RuleObstacle.PAUSED: vitals.state == "paused",
        RuleObstacle.ENDED: vitals.state == "ended",
        RuleObstacle.NOWHERE: running and not vitals.is_open,
        RuleObstacle.REACHES_NOBODY: running and not vitals.reaches_somebody,
        RuleObstacle.NOT_BEGUN: running and vitals.starts_at is not None and vitals.starts_at > now,
        RuleObstacle.OVER: running and vitals.ends_at is not None and vitals.ends_at <= now,
        RuleObstacle.NEVER_HEARD: never,
        RuleObstacle.SILENT: running and vitals.counts_network and not never and _is_silent(vitals, now),
        RuleObstacle.WAITS_FOR_ENDED: running and bool(vitals.waits_for_ended),
        RuleObstacle.NEVER_MATCHED: running
        and vitals.matched_at is None
        and _has_run_a_month(vitals, now)
        and vitals.enrolled > 0,
        RuleObstacle.ALL_DONE: running and not vitals.repeats and 0 < vitals.enrolled <= vitals.completed,
    }


def _is_silent(vitals: RuleVitals, now: datetime) -> bool:
    latest = max(day for kind, day in vitals.heard_on.items() if kind in vitals.kinds)
    return latest < (now - A_MONTH).date()


def _has_run_a_month(vitals: RuleVitals, now: datetime) -> bool:
    begun_at = max((moment for moment in (vitals.published_at, vitals.starts_at) if moment), default=now)
    return begun_at <= now - A_MONTH


def _rule_condition(vitals: RuleVitals, obstacles: frozenset[RuleObstacle], now: datetime) -> RuleCondition:
    if obstacles & RESTING:
        return RuleCondition.RESTING
    if obstacles & DEADLY:
        return RuleCondition.DEAD
    if vitals.matched_at is None:
        return RuleCondition.NEW
    return RuleCondition.ALIVE if vitals.matched_at > now - A_MONTH else RuleCondition.QUIET
