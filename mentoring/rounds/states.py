"""The states of a round, and until when people may volunteer or change their wishes."""

from __future__ import annotations

from datetime import date, timedelta
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


def compute_last_day_to_volunteer(round_: Round) -> date:
    """The last day on which new people may volunteer: the day before a rolling round ends, else the one that HR chose."""
    return round_.ends_on - timedelta(days=1) if round_.rolling else round_.volunteering_ends_on


def is_open_to_new_volunteers(round_: Round, today: date) -> bool:
    """Whether new people may volunteer: while the round is open, and in a rolling round as long as it is under way."""
    takes_people = round_.state in UNDER_WAY if round_.rolling else round_.state == RoundState.OPEN
    return takes_people and today <= compute_last_day_to_volunteer(round_)


def is_open_to_wish_changes(round_: Round) -> bool:
    """Whether volunteers may change their wishes or come back."""
    return round_.state in UNDER_WAY
