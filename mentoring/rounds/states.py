"""The states of a round, and until when people may volunteer or change their wishes."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from app.kernel.lifecycle import Lifecycle, LifecycleStep
from mentoring.rounds.models import Round


class RoundState(StrEnum):
    """The states of a round, in order."""

    DRAFT = "draft"
    OPEN = "open"
    MATCHING = "matching"
    PROPOSING = "proposing"
    RUNNING = "running"
    CLOSING = "closing"
    CLOSED = "closed"


ROUND_LIFECYCLE = Lifecycle(
    "round",
    {
        "open": LifecycleStep(frozenset({RoundState.DRAFT}), RoundState.OPEN),
        "start matching": LifecycleStep(frozenset({RoundState.OPEN}), RoundState.MATCHING),
        "start proposing": LifecycleStep(frozenset({RoundState.MATCHING}), RoundState.PROPOSING),
        "start running": LifecycleStep(frozenset({RoundState.PROPOSING}), RoundState.RUNNING),
        "start closing": LifecycleStep(frozenset({RoundState.RUNNING}), RoundState.CLOSING),
        "close": LifecycleStep(frozenset({RoundState.CLOSING}), RoundState.CLOSED),
    },
)
"""Each step begins where the last one ends; a person takes it, never the clock."""

UNDER_WAY = frozenset({RoundState.OPEN, RoundState.MATCHING, RoundState.PROPOSING, RoundState.RUNNING})
"""The states in which volunteers may change, withdraw and restore their wishes."""


def is_open_to_new_volunteers(round_: Round, today: date) -> bool:
    """Whether new people may volunteer: until the last day of an open round; until a rolling round ends."""
    if round_.state == RoundState.OPEN and today <= round_.volunteering_ends_on:
        return True
    return round_.rolling and round_.state in UNDER_WAY and today < round_.ends_on


def is_open_to_wish_changes(round_: Round) -> bool:
    """Whether volunteers may change their wishes or come back."""
    return round_.state in UNDER_WAY
