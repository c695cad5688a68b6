"""Decides from values whether a badge can be received, and what stands in its way; of its people it knows groups only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from app.kernel.rule_health import A_MONTH, RuleHealthStatus, choose_rule_health
from badges.criterion import Words
from badges.states import BadgeState


class BadgeObstacle(StrEnum):
    """One thing that stands in the way of a badge."""

    DRAFT = "draft"
    PAUSED = "paused"
    ENDED = "ended"
    NO_GIVER = "no-giver"
    OVER = "over"
    TOO_FEW_LEFT = "too-few-left"
    REQUIREMENT_PAUSED = "requirement-paused"
    REQUIREMENT_ENDED = "requirement-ended"
    FEW_ACT = "few-act"
    FEW_AWARDED = "few-awarded"


RESTING = frozenset({BadgeObstacle.DRAFT, BadgeObstacle.PAUSED, BadgeObstacle.ENDED})
DEADLY = frozenset({BadgeObstacle.NO_GIVER, BadgeObstacle.OVER, BadgeObstacle.TOO_FEW_LEFT})
"""With one of these, nobody receives a published badge any more."""


@dataclass(frozen=True, kw_only=True)
class RequirementState:
    """A badge that a composed one needs, and its state."""

    name: Words
    state: str


@dataclass(frozen=True, kw_only=True)
class BadgeHealthInput:
    """What may be known of a badge.

    `givers` is how many people may give it, None where none has to. `remaining` is how many of the objects that it counts can
    still be done, None where it counts any. `last_match_at` and `last_award_at` are the moments since which a group lived what
    it counts, and received it; None without a group. `counts_network` is false where no network has to tell.
    """

    state: str
    published_at: datetime | None
    wanted: int
    givers: int | None
    is_over: bool
    remaining: int | None
    required: Sequence[RequirementState]
    counts_network: bool
    last_match_at: datetime | None
    last_award_at: datetime | None
    lately: datetime

    @property
    def last_match_week(self) -> datetime | None:
        """The Monday of the week of the last match: no figure moves with one day of one person."""
        return _find_monday(self.last_match_at)

    @property
    def last_award_week(self) -> datetime | None:
        """The Monday of the week of the last award."""
        return _find_monday(self.last_award_at)


@dataclass(frozen=True)
class BadgeHealth:
    """What stands in the way, in the order in which it would be mended, and the word for the whole."""

    obstacles: tuple[BadgeObstacle, ...]
    condition: RuleHealthStatus


def _find_monday(moment: datetime | None) -> datetime | None:
    return moment - timedelta(days=moment.weekday()) if moment else None


def assess_badge_health(vitals: BadgeHealthInput, now: datetime) -> BadgeHealth:
    """The health of a badge at that moment."""
    obstacles = tuple(obstacle for obstacle, holds in _evaluate_obstacles(vitals, now).items() if holds)
    met = frozenset(obstacles)
    condition = choose_rule_health(
        is_resting=bool(met & RESTING),
        is_dead=bool(met & DEADLY),
        has_reached_group=vitals.last_award_at is not None,
        has_reached_group_lately=vitals.last_award_at is not None and vitals.last_award_at >= vitals.lately,
        has_run_a_month=_has_run_a_month(vitals, now),
    )
    return BadgeHealth(obstacles, condition)


def _evaluate_obstacles(vitals: BadgeHealthInput, now: datetime) -> dict[BadgeObstacle, bool]:
    runs = vitals.state in (BadgeState.PUBLISHED, BadgeState.PAUSED)
    states = [each.state for each in vitals.required]
    too_few_left = vitals.remaining is not None and vitals.remaining < vitals.wanted
    too_few_given = bool(states) and len(states) - states.count(BadgeState.ENDED) < vitals.wanted
    few_act = vitals.counts_network and (vitals.last_match_at is None or vitals.last_match_at < now - A_MONTH)
    return {
        BadgeObstacle.DRAFT: vitals.state == BadgeState.DRAFT,
        BadgeObstacle.PAUSED: vitals.state == BadgeState.PAUSED,
        BadgeObstacle.ENDED: vitals.state == BadgeState.ENDED,
        BadgeObstacle.NO_GIVER: runs and vitals.givers == 0,
        BadgeObstacle.OVER: runs and vitals.is_over,
        BadgeObstacle.TOO_FEW_LEFT: runs and (too_few_left or too_few_given),
        BadgeObstacle.REQUIREMENT_PAUSED: runs and BadgeState.PAUSED in states,
        BadgeObstacle.REQUIREMENT_ENDED: runs and BadgeState.ENDED in states,
        BadgeObstacle.FEW_ACT: runs and few_act,
        BadgeObstacle.FEW_AWARDED: runs and vitals.last_award_at is None and _has_run_a_month(vitals, now),
    }


def _has_run_a_month(vitals: BadgeHealthInput, now: datetime) -> bool:
    return vitals.published_at is not None and vitals.published_at <= now - A_MONTH
