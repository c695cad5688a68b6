"""Says of each condition of an award whether it holds for one person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from badges.collection.views import BadgeView
from badges.criterion import Words
from badges.states import BadgeState


@dataclass(frozen=True, kw_only=True)
class RequiredBadge:
    """A badge that a composed one takes, and whether the person has it."""

    slug: str
    name: Words
    is_held: bool


@dataclass(frozen=True, kw_only=True)
class BadgeCircumstances:
    """What holds around a badge for one person; what they do counts between `counts_from` and `counts_until` (None: without end)."""

    state: str
    ended_at: datetime | None
    takes_part: bool
    are_badges_on: bool
    counts_from: datetime | None
    counts_until: datetime | None
    required: Sequence[RequiredBadge]


@dataclass(frozen=True)
class AwardCondition:
    """One thing that an award needs: its name for the page, and whether it holds; None while it is still coming."""

    name: str
    holds: bool | None


def list_award_conditions(view: BadgeView, around: BadgeCircumstances, now: datetime) -> Sequence[AwardCondition]:
    """What an award needs, in the order in which a person meets it. What always holds, and is never looked for, is left out."""
    is_over = around.counts_until is not None and around.counts_until <= now
    conditions = [
        AwardCondition("takes-part", around.takes_part),
        AwardCondition("is-on", around.are_badges_on),
        AwardCondition("is-awarded", _is_awarded(around.state)),
    ]
    if view.is_barred:
        conditions.append(AwardCondition("is-allowed", False))
    if view.is_given:
        return [*conditions, AwardCondition("given", None)]
    is_reached = view.done >= view.wanted
    if around.counts_until is not None and around.state != BadgeState.ENDED:
        conditions.append(AwardCondition("in-time", True if is_reached else not is_over))
    missing = False if is_over or around.state == BadgeState.ENDED else None
    return [*conditions, AwardCondition("counted", True if is_reached else missing)]


def _is_awarded(state: str) -> bool | None:
    """A paused badge is awarded later."""
    if state == BadgeState.PAUSED:
        return None
    return state == BadgeState.PUBLISHED
