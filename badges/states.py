"""The states of a badge, and the steps between them."""

from __future__ import annotations

from enum import StrEnum

from app.kernel.lifecycle import Lifecycle, LifecycleStep


class BadgeState(StrEnum):
    """Where a badge stands."""

    DRAFT = "draft"
    PUBLISHED = "published"
    PAUSED = "paused"
    ENDED = "ended"


_IN_FORCE = frozenset({BadgeState.PUBLISHED, BadgeState.PAUSED})

BADGE_LIFECYCLE = Lifecycle(
    "badge",
    {
        "publish": LifecycleStep(_IN_FORCE | {BadgeState.DRAFT}, BadgeState.PUBLISHED),
        "pause": LifecycleStep(frozenset({BadgeState.PUBLISHED}), BadgeState.PAUSED),
        "resume": LifecycleStep(frozenset({BadgeState.PAUSED}), BadgeState.PUBLISHED),
        "end": LifecycleStep(_IN_FORCE, BadgeState.ENDED),
    },
)
"""A new version of a paused badge puts it in force again."""
