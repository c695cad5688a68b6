"""The states of a contest, and the steps between them."""

from __future__ import annotations

from enum import StrEnum

from app.kernel.lifecycle import Lifecycle, LifecycleStep


class ContestState(StrEnum):
    """The states of a contest, in order; a cancelled one goes no further."""

    DRAFT = "draft"
    PUBLISHED = "published"
    OPEN = "open"
    CLOSED = "closed"
    PROVISIONAL = "provisional"
    FINAL = "final"
    CANCELLED = "cancelled"


CONTEST_LIFECYCLE = Lifecycle(
    "contest",
    {
        "publish": LifecycleStep(frozenset({ContestState.DRAFT}), ContestState.PUBLISHED),
        "open": LifecycleStep(frozenset({ContestState.PUBLISHED}), ContestState.OPEN),
        "close": LifecycleStep(frozenset({ContestState.OPEN}), ContestState.CLOSED),
        "announce": LifecycleStep(frozenset({ContestState.CLOSED}), ContestState.PROVISIONAL),
        "finalise": LifecycleStep(frozenset({ContestState.PROVISIONAL}), ContestState.FINAL),
        "cancel": LifecycleStep(
            frozenset(
                {ContestState.PUBLISHED, ContestState.OPEN, ContestState.CLOSED, ContestState.PROVISIONAL},
            ),
            ContestState.CANCELLED,
        ),
    },
)
"""A person publishes and cancels; the clock takes the other steps, when their moment has come."""

JOINABLE = frozenset({ContestState.PUBLISHED, ContestState.OPEN})
"""The states in which people may join."""

LISTED = frozenset(ContestState) - {ContestState.DRAFT}
"""The states in which people see a contest."""
