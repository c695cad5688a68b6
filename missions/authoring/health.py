"""Decides from values whether a rule lives, and what stands in its way; of its people it knows groups only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.kernel.rule_health import A_MONTH, RuleHealthStatus, choose_rule_health


class MissionObstacle(StrEnum):
    """One thing that stands in a rule's way."""

    DRAFT = "draft"
    PAUSED = "paused"
    ENDED = "ended"
    NOWHERE = "nowhere"
    NOT_BEGUN = "not-begun"
    OVER = "over"
    FEW_ACT = "few-act"
    WAITS_FOR_ENDED = "waits-for-ended"
    NOT_COUNTED = "not-counted"
    FEW_ADVANCED = "few-advanced"
    MOSTLY_DONE = "mostly-done"


RESTING = frozenset({MissionObstacle.DRAFT, MissionObstacle.PAUSED, MissionObstacle.ENDED})
DEADLY = frozenset(
    {
        MissionObstacle.NOWHERE,
        MissionObstacle.OVER,
        MissionObstacle.WAITS_FOR_ENDED,
    }
)
"""With one of these, nothing advances a published mission any more, whoever takes part."""


@dataclass(frozen=True, kw_only=True)
class MissionHealthInput:
    """What may be known of a mission. `events` are the counted events that advance it, and `latest` says since when a group lived each event.

    `counts_network` is false behind a door of ours, and for a set: there, no network has to tell. `is_countable` says
    whether its audience may be counted at all; the last three are about a part of it that is a group, as is the rest.
    """

    state: str
    published_at: datetime | None
    is_open: bool
    starts_at: datetime | None
    ends_at: datetime | None
    counts_network: bool
    events: frozenset[str]
    latest: Mapping[str, datetime]
    waits_for_ended: tuple[str, ...]
    repeats: bool
    is_countable: bool
    has_group_advanced: bool
    has_group_completed_lately: bool
    is_mostly_done: bool


@dataclass(frozen=True)
class MissionHealth:
    """What stands in the way, in the order in which it would be mended, and the mark of the whole."""

    obstacles: tuple[MissionObstacle, ...]
    condition: RuleHealthStatus


def assess_mission_health(vitals: MissionHealthInput, now: datetime) -> MissionHealth:
    """The health of a rule at that moment."""
    obstacles = tuple(obstacle for obstacle, holds in _evaluate_obstacles(vitals, now).items() if holds)
    return MissionHealth(obstacles, _choose_health_status(vitals, frozenset(obstacles), now))


def _evaluate_obstacles(vitals: MissionHealthInput, now: datetime) -> dict[MissionObstacle, bool]:
    running = vitals.state in ("published", "paused")
    return {
        MissionObstacle.DRAFT: vitals.state == "draft",
        MissionObstacle.PAUSED: vitals.state == "paused",
        MissionObstacle.ENDED: vitals.state == "ended",
        MissionObstacle.NOWHERE: running and not vitals.is_open,
        MissionObstacle.NOT_BEGUN: running and vitals.starts_at is not None and vitals.starts_at > now,
        MissionObstacle.OVER: running and vitals.ends_at is not None and vitals.ends_at <= now,
        MissionObstacle.FEW_ACT: running and vitals.counts_network and not _has_group_acted_lately(vitals, now),
        MissionObstacle.WAITS_FOR_ENDED: running and bool(vitals.waits_for_ended),
        MissionObstacle.NOT_COUNTED: running and not vitals.is_countable,
        MissionObstacle.FEW_ADVANCED: running
        and vitals.is_countable
        and not vitals.has_group_advanced
        and _has_run_a_month(vitals, now),
        MissionObstacle.MOSTLY_DONE: running and not vitals.repeats and vitals.is_mostly_done,
    }


def _has_group_acted_lately(vitals: MissionHealthInput, now: datetime) -> bool:
    return any(vitals.latest[name] >= now - A_MONTH for name in vitals.events & vitals.latest.keys())


def _has_run_a_month(vitals: MissionHealthInput, now: datetime) -> bool:
    begun_at = max((moment for moment in (vitals.published_at, vitals.starts_at) if moment), default=now)
    return begun_at <= now - A_MONTH


def _choose_health_status(
    vitals: MissionHealthInput, obstacles: frozenset[MissionObstacle], now: datetime
) -> RuleHealthStatus:
    return choose_rule_health(
        is_resting=bool(obstacles & RESTING),
        is_dead=bool(obstacles & DEADLY),
        has_reached_group=vitals.has_group_advanced,
        has_reached_group_lately=vitals.has_group_completed_lately,
        has_run_a_month=_has_run_a_month(vitals, now),
    )
