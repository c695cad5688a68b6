"""The life of a proposal: the senior first, the junior after a yes, silent refusals, and the next best at the daily cycle."""

from __future__ import annotations

import pytest

from app.kernel.transaction import transaction
from mentoring.pairs.service.start import start_pair
from mentoring.proposals.lifecycle import ProposalAnswer
from mentoring.proposals.queries.proposals import NoSuchProposal
from mentoring.proposals.queries.views import ProposalStage, find_open_proposals_of_person, get_proposal_view
from mentoring.proposals.service.answer import (
    AcceptOutcome,
    AnsweredAlready,
    accept_proposal,
    decline_proposal,
    take_back_refusal,
)
from tests.makers import make_people
from tests.mentoring.proposals.company import (
    MONDAY,
    add_volunteers,
    after_daily_cycle,
    list_active_pairs,
    list_notices,
    list_proposals,
    list_states,
    make_round,
    make_seniors,
    propose_round,
    run_daily_cycle_at,
)

pytestmark = pytest.mark.usefixtures("monday")


def arrange(seniors: int = 1, juniors: int = 2) -> tuple[int, list[int], list[int]]:
    """A round with so many of each side."""
    with transaction():
        round_id = make_round()
        elder, younger = make_seniors(seniors), make_people(juniors)
        add_volunteers(round_id, elder, "senior")
        add_volunteers(round_id, younger, "junior")
    return round_id, elder, younger


def say_yes(person_id: int, proposal_id: int) -> AcceptOutcome:
    with transaction():
        return accept_proposal(person_id, proposal_id, start=start_pair)


def say_no(person_id: int, proposal_id: int, answer: ProposalAnswer = ProposalAnswer.OTHER) -> None:
    with transaction():
        decline_proposal(person_id, proposal_id, answer)


def stage_for(person_id: int, proposal_id: int) -> ProposalStage | None:
    """What a person sees of it; None for a page that is not there."""
    with transaction():
        try:
            return get_proposal_view(person_id, proposal_id).stage
        except NoSuchProposal:
            return None


def test_a_senior_is_asked_first_then_the_junior_and_two_yeses_make_a_pair() -> None:
    round_id, (senior,), _ = arrange(juniors=1)

    (proposal,) = propose_round(round_id)
    assert (stage_for(senior, proposal.id), stage_for(proposal.junior_id, proposal.id)) == (ProposalStage.ASKED, None)
    assert list_notices(proposal.junior_id) == []

    assert say_yes(senior, proposal.id) is AcceptOutcome.ASKED
    assert (stage_for(senior, proposal.id), stage_for(proposal.junior_id, proposal.id)) == (
        ProposalStage.WAITING,
        ProposalStage.ASKED,
    )

    assert say_yes(proposal.junior_id, proposal.id) is AcceptOutcome.PAIRED
    assert say_yes(proposal.junior_id, proposal.id) is AcceptOutcome.PAIRED
    assert list_active_pairs() == [(senior, proposal.junior_id)]
    assert (stage_for(senior, proposal.id), stage_for(proposal.junior_id, proposal.id)) == (
        ProposalStage.PAIRED,
        ProposalStage.PAIRED,
    )


def test_a_no_of_the_senior_is_taken_back_until_the_daily_cycle_and_brings_the_next_best_at_it() -> None:
    round_id, (senior,), _ = arrange()
    (proposal,) = propose_round(round_id)

    say_no(senior, proposal.id)
    assert stage_for(senior, proposal.id) is ProposalStage.DECLINED
    with transaction():
        take_back_refusal(senior, proposal.id)
    assert stage_for(senior, proposal.id) is ProposalStage.ASKED
    say_no(senior, proposal.id)
    with pytest.raises(AnsweredAlready):
        say_yes(senior, proposal.id)

    run_daily_cycle_at(after_daily_cycle(MONDAY))
    before, after = list_proposals(round_id)
    assert (before.state, after.state) == ("over", "senior-asked")
    assert after.junior_id != before.junior_id
    assert (before.explanation, before.answer, before.asked_at, before.answer_due_at) == ({}, None, None, None)
    assert stage_for(senior, proposal.id) is None
    assert list_notices(before.junior_id) == []
    assert [kind for kind, _ in list_notices(senior)] == ["mentoring.proposed", "mentoring.proposed"]


def test_no_answer_in_five_working_days_is_a_no() -> None:
    round_id, _, _ = arrange(juniors=1)
    propose_round(round_id)

    for days in range(1, 6):
        run_daily_cycle_at(after_daily_cycle(MONDAY, days))
        assert list_states(round_id) == ["senior-asked"]
    run_daily_cycle_at(after_daily_cycle(MONDAY, 6))

    assert list_states(round_id) == ["over"]


def test_a_senior_who_said_yes_learns_of_the_end_when_the_time_is_over_whatever_the_junior_did() -> None:
    round_id, (senior,), _ = arrange()
    (proposal,) = propose_round(round_id)
    say_yes(senior, proposal.id)
    say_no(proposal.junior_id, proposal.id)

    for days in range(1, 6):
        run_daily_cycle_at(after_daily_cycle(MONDAY, days))
        assert stage_for(senior, proposal.id) is ProposalStage.WAITING
    assert stage_for(proposal.junior_id, proposal.id) is None
    run_daily_cycle_at(after_daily_cycle(MONDAY, 6))

    assert [kind for kind, _ in list_notices(senior)] == [
        "mentoring.proposed",
        "mentoring.continued",
        "mentoring.proposed",
    ]
    assert list_states(round_id) == ["over", "senior-asked"]


def test_whoever_says_not_now_is_proposed_to_nobody_until_they_come_back() -> None:
    round_id, (senior,), _ = arrange()
    (proposal,) = propose_round(round_id)

    say_no(senior, proposal.id, ProposalAnswer.LATER)
    run_daily_cycle_at(after_daily_cycle(MONDAY))

    assert list_states(round_id) == ["over"]
    with transaction():
        assert find_open_proposals_of_person(senior) is None
