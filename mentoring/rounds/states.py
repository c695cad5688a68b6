"""Where a round stands, what comes next, and until when somebody may volunteer."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from mentoring.rounds.models import Round


class State(StrEnum):
    """The stations of a round, in their order."""

    DRAFT = "draft"
    OPEN = "open"
    MATCHING = "matching"
    PROPOSING = "proposing"
    RUNNING = "running"
    CLOSING = "closing"
    CLOSED = "closed"


UNDER_WAY = frozenset({State.OPEN, State.MATCHING, State.PROPOSING, State.RUNNING})
"""While wishes may be changed, taken back, and said again."""


def takes_volunteers(asked: Round, today: date) -> bool:
    """Whether somebody new may volunteer: while it is open, to the end of its last day; a rolling one as long as it runs."""
    if asked.state == State.OPEN and today <= asked.volunteering_ends_on:
        return True
    return asked.rolling and asked.state in UNDER_WAY and today < asked.ends_on


def takes_changes(asked: Round) -> bool:
    """Whether those who volunteered may change what they said, or come back."""
    return asked.state in UNDER_WAY
