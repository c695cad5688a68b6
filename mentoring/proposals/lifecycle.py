"""The lifecycle of a proposal at a daily cycle: the same end, at the same hour, for a refusal, for silence and for any obstacle."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class ProposalState(StrEnum):
    """The states of a proposal; the model describes them."""

    READY = "ready"
    HELD = "held"
    SENIOR_ASKED = "senior-asked"
    JUNIOR_ASKED = "junior-asked"
    ENDING = "ending"
    ACCEPTED = "accepted"
    OVER = "over"


class ProposalAnswer(StrEnum):
    """The answers of a person. NO_LONGER_POSSIBLE replaces a yes that came too late."""

    YES = "yes"
    OTHER = "other"
    LATER = "later"
    NO_LONGER_POSSIBLE = "gone"


UNRELEASED = (ProposalState.READY, ProposalState.HELD)
"""Calculated and not yet shown: another calculation may delete them."""

RELEASED = (ProposalState.SENIOR_ASKED, ProposalState.JUNIOR_ASKED, ProposalState.ENDING)
"""A person was asked, and a person waits."""

HOLDING_A_PLACE = (ProposalState.READY, ProposalState.HELD, ProposalState.SENIOR_ASKED, ProposalState.JUNIOR_ASKED)
"""States in which a proposal takes one place of its junior."""


@dataclass(frozen=True, kw_only=True)
class OpenProposal:
    """A proposal at a daily cycle. `is_possible`: every limit still holds. `is_waiting`: the asked person is in a pause or a crisis."""

    state: ProposalState
    due_at: datetime
    answered_at: datetime | None
    is_possible: bool
    is_waiting: bool


def compute_state_after_cycle(proposal: OpenProposal, cycle_at: datetime) -> ProposalState:
    """The state after the daily cycle.

    A proposal that the senior declines ends at once, because the junior has not seen it. After the senior's yes it ends
    at the deadline, whatever the junior answered and whenever, so that the end reveals nothing.
    """
    is_answered = proposal.answered_at is not None and proposal.answered_at < cycle_at
    is_late = proposal.due_at <= cycle_at and not proposal.is_waiting
    if proposal.state is ProposalState.SENIOR_ASKED:
        return ProposalState.OVER if is_answered or is_late or not proposal.is_possible else proposal.state
    if is_late:
        return ProposalState.OVER
    return ProposalState.ENDING if is_answered or not proposal.is_possible else proposal.state


def is_deadline_postponed(proposal: OpenProposal, cycle_at: datetime) -> bool:
    """Whether the deadline restarts, because it passed during a pause or a crisis."""
    return proposal.due_at <= cycle_at and proposal.is_waiting
