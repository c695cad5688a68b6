"""The daily cycle of a round: ends what is due, all together, and requests the next calculation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from sqlalchemy import delete, update

from app.kernel import clock
from app.kernel.application import build_path
from app.kernel.database import in_ids_condition, session
from app.notices.service.notify import NewNotice, notify_people
from app.people.queries import list_unavailable_person_ids, load_workplaces_by_person
from mentoring.proposals.lifecycle import (
    RELEASED,
    UNRELEASED,
    OpenProposal,
    ProposalAnswer,
    ProposalState,
    compute_state_after_cycle,
    is_deadline_postponed,
)
from mentoring.proposals.models import Proposal
from mentoring.proposals.notices import CONTINUED
from mentoring.proposals.queries import places, proposals
from mentoring.proposals.service.calculations import request_daily_calculation
from mentoring.rounds.daily_cycle import compute_answer_deadline
from mentoring.rounds.models import Round
from mentoring.rounds.queries import compute_last_cycle_time_of_round, lock_round_shared
from mentoring.volunteers.models import Volunteer


def run_daily_cycle(round_id: int) -> bool:
    """End proposals that are due and request the next calculation; False if this cycle has already happened. Once for each cycle."""
    round_, cycle_at = lock_round_shared(round_id), compute_last_cycle_time_of_round(round_id)
    if round_.state not in ("proposing", "running") or not request_daily_calculation(round_id, cycle_at):
        return False
    released = _lock_released_proposals(round_)
    _withdraw_people_who_answered_later(round_, released, cycle_at)
    open_proposals = _build_open_proposals_by_id(round_, released)
    _postpone_deadlines_of_people_away(released, open_proposals, cycle_at)
    states = {id_: compute_state_after_cycle(proposal, cycle_at) for id_, proposal in open_proposals.items()}
    notices = list(
        _build_search_continues_notices(
            round_, [proposal for proposal in released if states[proposal.id] is ProposalState.OVER]
        )
    )
    _store_ending_and_over_states(released, states)
    notify_people(notices)
    return True


def end_all_proposals_of_round(round_id: int) -> None:
    """End every open proposal of a closing round, and delete unreleased ones; no notice is sent, the page of the round says it closes."""
    released = _lock_released_proposals(lock_round_shared(round_id))
    _store_ending_and_over_states(released, dict.fromkeys((proposal.id for proposal in released), ProposalState.OVER))
    session().execute(delete(Proposal).where(Proposal.round_id == round_id, Proposal.state.in_(UNRELEASED)))


def _lock_released_proposals(round_: Round) -> Sequence[Proposal]:
    """Lock the released proposals; the rows of people are locked first, as everywhere."""
    ids = proposals.list_proposal_ids_of_round(round_.id, RELEASED)
    snapshots = proposals.list_proposals_with_ids(ids)
    places.lock_volunteers_in_all_rounds(
        {id_ for proposal in snapshots for id_ in (proposal.senior_id, proposal.junior_id)}
    )
    return [proposal for proposal in proposals.lock_proposals_with_ids(ids) if proposal.state in RELEASED]


def _withdraw_people_who_answered_later(round_: Round, released: Sequence[Proposal], cycle_at: datetime) -> None:
    """Withdraw people who answered "later", as if they had withdrawn themselves, until they come back."""
    later = [
        proposal
        for proposal in released
        if proposal.answer == ProposalAnswer.LATER and _is_answered_before(proposal.answered_at, cycle_at)
    ]
    postponers = {get_asked_person_id(proposal) for proposal in later}
    aside = update(Volunteer).where(Volunteer.round_id == round_.id, in_ids_condition(Volunteer.person_id, postponers))
    session().execute(aside.values(state="withdrawn"))


def _build_open_proposals_by_id(round_: Round, released: Sequence[Proposal]) -> dict[int, OpenProposal]:
    possible = places.filter_possible_pairs(
        round_,
        [(proposal.senior_id, proposal.junior_id) for proposal in released],
        excluding=[proposal.id for proposal in released],
    )
    waiting = list_unavailable_person_ids({get_asked_person_id(proposal) for proposal in released})
    return {proposal.id: _build_open_proposal(proposal, possible, waiting) for proposal in released}


def _build_open_proposal(proposal: Proposal, possible: set[places.PairIds], waiting: set[int]) -> OpenProposal:
    assert proposal.answer_due_at is not None, "A released proposal has a deadline."
    return OpenProposal(
        state=ProposalState(proposal.state),
        due_at=proposal.answer_due_at,
        answered_at=proposal.answered_at,
        is_possible=(proposal.senior_id, proposal.junior_id) in possible,
        is_waiting=get_asked_person_id(proposal) in waiting,
    )


def _postpone_deadlines_of_people_away(
    released: Sequence[Proposal], open_proposals: Mapping[int, OpenProposal], cycle_at: datetime
) -> None:
    late = [proposal for proposal in released if is_deadline_postponed(open_proposals[proposal.id], cycle_at)]
    workplaces, now = load_workplaces_by_person({get_asked_person_id(proposal) for proposal in late}), clock.now()
    for proposal in late:
        proposal.answer_due_at = compute_answer_deadline(now, workplaces[get_asked_person_id(proposal)])
    session().flush()


def _store_ending_and_over_states(released: Sequence[Proposal], states: Mapping[int, ProposalState]) -> None:
    """A proposal that is over keeps nothing of how it ended."""
    for state in (ProposalState.ENDING, ProposalState.OVER):
        ids = [proposal.id for proposal in released if states[proposal.id] is state]
        blank: dict[str, object] = {"state": state, "answer": None, "answered_at": None}
        if state is ProposalState.OVER:
            blank |= {"asked_at": None, "answer_due_at": None, "explanation": {}}
        session().execute(update(Proposal).where(in_ids_condition(Proposal.id, ids)).values(**blank))


def _build_search_continues_notices(round_: Round, over: Sequence[Proposal]) -> Iterator[NewNotice]:
    """The notices to seniors who had said yes and still search; no other person is notified of an end."""
    still_here = places.filter_people_still_volunteering(round_.id, [proposal.senior_id for proposal in over])
    for proposal in over:
        if proposal.state != ProposalState.SENIOR_ASKED and proposal.senior_id in still_here:
            key = f"{CONTINUED.name}:{proposal.id}"
            yield NewNotice(
                kind=CONTINUED.name, person_id=proposal.senior_id, key=key, path=build_path("mentoring.index")
            )


def get_asked_person_id(proposal: Proposal) -> int:
    """The id of the person whose answer a proposal waits for, or waited for."""
    return proposal.senior_id if proposal.state == ProposalState.SENIOR_ASKED else proposal.junior_id


def _is_answered_before(answered_at: datetime | None, cycle_at: datetime) -> bool:
    return answered_at is not None and answered_at < cycle_at
