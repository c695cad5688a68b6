"""What a daily cycle makes of a proposal: it ends at its deadline, and the deadline waits for a person who is away."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from mentoring.proposals.lifecycle import OpenProposal, ProposalState, compute_state_after_cycle, is_deadline_postponed

CYCLE = datetime(2026, 3, 9, 9, tzinfo=UTC)
ASKED = (ProposalState.SENIOR_ASKED, ProposalState.JUNIOR_ASKED)


def make_late(state: ProposalState) -> OpenProposal:
    return OpenProposal(
        state=state, due_at=CYCLE - timedelta(hours=1), answered_at=None, is_possible=True, is_waiting=False
    )


@pytest.mark.parametrize("state", ASKED)
def test_a_proposal_without_an_answer_is_over_at_its_deadline_and_not_before(state: ProposalState) -> None:
    late = make_late(state)
    assert compute_state_after_cycle(late, CYCLE) is ProposalState.OVER
    assert compute_state_after_cycle(replace(late, due_at=CYCLE), CYCLE) is ProposalState.OVER
    assert compute_state_after_cycle(replace(late, due_at=CYCLE + timedelta(seconds=1)), CYCLE) is state
    assert not is_deadline_postponed(late, CYCLE)


@pytest.mark.parametrize("state", ASKED)
def test_the_deadline_of_a_person_in_a_pause_restarts_and_ends_nothing(state: ProposalState) -> None:
    away = replace(make_late(state), is_waiting=True)
    assert compute_state_after_cycle(away, CYCLE) is state
    assert is_deadline_postponed(away, CYCLE)
    assert not is_deadline_postponed(replace(away, due_at=CYCLE + timedelta(seconds=1)), CYCLE)
