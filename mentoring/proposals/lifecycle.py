"""What a beat makes of a proposal: the same end, at the same hour, for a no, for silence, and for what nobody could help."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class State(StrEnum):
    """Where a proposal stands; the table says more."""

    READY = "ready"
    HELD = "held"
    SENIOR_ASKED = "senior-asked"
    JUNIOR_ASKED = "junior-asked"
    ENDING = "ending"
    ACCEPTED = "accepted"
    OVER = "over"


class Answer(StrEnum):
    """What somebody may say. GONE is nobody's answer: they said yes to what could no longer be."""

    YES = "yes"
    OTHER = "other"
    LATER = "later"
    GONE = "gone"


UNSEEN = (State.READY, State.HELD)
"""Found and shown to nobody: another calculation may throw them away."""

OUT = (State.SENIOR_ASKED, State.JUNIOR_ASKED, State.ENDING)
"""Somebody has been asked, and somebody waits."""

TAKES_A_PLACE = (State.READY, State.HELD, State.SENIOR_ASKED, State.JUNIOR_ASKED)
"""Counts among the seniors whom a junior takes, until it is a pair."""


@dataclass(frozen=True, kw_only=True)
class Standing:
    """A proposal at a beat. `is_possible`: everything that the round asks still holds. `is_waiting`: whoever was asked is in a pause or a crisis."""

    state: State
    due_at: datetime
    answered_at: datetime | None
    is_possible: bool
    is_waiting: bool


def fate(one: Standing, beat: datetime) -> State:
    """What becomes of it.

    The junior has not heard of what the senior declines, so that ends at once. The senior has said yes by the time the
    junior is asked: for them it ends when the time to answer is over, whatever the junior did and whenever they did it.
    """
    is_answered = one.answered_at is not None and one.answered_at < beat
    is_late = one.due_at <= beat and not one.is_waiting
    if one.state is State.SENIOR_ASKED:
        return State.OVER if is_answered or is_late or not one.is_possible else one.state
    if is_late:
        return State.OVER
    return State.ENDING if is_answered or not one.is_possible else one.state


def is_put_off(one: Standing, beat: datetime) -> bool:
    """Whether the time to answer begins anew: it ran out during a pause or a crisis."""
    return one.due_at <= beat and one.is_waiting
