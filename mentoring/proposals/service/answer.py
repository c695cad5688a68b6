"""Keeps the answer of a senior or a junior to a proposal, and takes a refusal back before the next daily cycle."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum

from sqlalchemy import update

from app.kernel import clock
from app.kernel.database import session
from app.kernel.errors import Conflict
from app.people.queries import load_workplaces_by_person
from mentoring.proposals.lifecycle import ProposalAnswer, ProposalState
from mentoring.proposals.meetings import MeetingWindow, ParticipantAvailability, choose_first_meeting_starts
from mentoring.proposals.models import Proposal
from mentoring.proposals.queries import places, proposals
from mentoring.proposals.queries.clocks import list_planned_session_times
from mentoring.proposals.queries.participants import read_participants
from mentoring.proposals.queries.proposals import NoSuchProposal, awaiting_answer_condition
from mentoring.proposals.service.release import ask_people_about_proposals
from mentoring.rounds.models import Round
from mentoring.rounds.queries import compute_last_cycle_time_of_round, lock_round_shared
from mentoring.rounds.rules import build_matching_limits
from mentoring.volunteers.models import Volunteer

StartPair = Callable[[int, int, int, Sequence[datetime]], object]
"""Starts a pair from the ids of round, senior and junior, and the first meetings."""

MEETING_NOTICE = timedelta(days=2)
"""The least time between the second yes and the first meeting."""


class AnsweredAlready(Conflict):
    """This person has refused, and must take that back first."""


class AcceptOutcome(StrEnum):
    """The outcome of a yes. NO_LONGER_POSSIBLE: for reasons that stay private."""

    ASKED = "asked"
    PAIRED = "paired"
    NO_LONGER_POSSIBLE = "gone"


def accept_proposal(person_id: int, proposal_id: int, *, start: StartPair) -> AcceptOutcome:
    """Accept: the junior is asked next, or the pair starts. Idempotent.

    Every limit and the junior's places are checked again under the locks of both people in all their rounds, in the
    transaction that keeps the yes.
    """
    # A second click on a proposal that is no longer possible gets the same outcome again.
    proposal = proposals.ANSWERED_PROPOSALS.get_own_row(person_id, proposal_id)
    round_ = lock_round_shared(proposal.round_id)
    volunteers = places.lock_volunteers_in_all_rounds([proposal.senior_id, proposal.junior_id])
    (locked,) = proposals.lock_proposals_with_ids([proposal_id])
    if not proposals.has_proposal_where(proposal_id, awaiting_answer_condition(person_id)):
        return _get_outcome_of_repeated_accept(person_id, locked)
    if locked.answer == ProposalAnswer.NO_LONGER_POSSIBLE:
        return AcceptOutcome.NO_LONGER_POSSIBLE
    if locked.answer is not None:
        raise AnsweredAlready("You have answered: take your answer back first.")
    if not _is_pair_still_possible(round_, locked, volunteers.get((round_.id, locked.junior_id))):
        locked.answer, locked.answered_at = ProposalAnswer.NO_LONGER_POSSIBLE, clock.now()
        return AcceptOutcome.NO_LONGER_POSSIBLE
    if locked.state == ProposalState.SENIOR_ASKED:
        ask_people_about_proposals(locked.round_id, {locked.id: locked.junior_id}, state=ProposalState.JUNIOR_ASKED)
        return AcceptOutcome.ASKED
    locked.state, locked.answer_due_at = ProposalState.ACCEPTED, None
    session().flush()
    start(locked.round_id, locked.senior_id, locked.junior_id, _choose_meeting_starts_for_proposal(round_, locked))
    return AcceptOutcome.PAIRED


def decline_proposal(person_id: int, proposal_id: int, answer: ProposalAnswer) -> None:
    """Refuse this colleague or for now, in silence. A second refusal changes nothing."""
    proposals.OWN_PROPOSALS.get_own_row(person_id, proposal_id)
    declined = update(Proposal).where(
        Proposal.id == proposal_id, awaiting_answer_condition(person_id), Proposal.answer.is_(None)
    )
    session().execute(declined.values(answer=answer, answered_at=clock.now()))


def take_back_refusal(person_id: int, proposal_id: int) -> None:
    """Take a refusal back: the proposal waits as before. NoSuchProposal once the daily cycle has passed."""
    proposal = proposals.OWN_PROPOSALS.get_own_row(person_id, proposal_id)
    conditions = (
        Proposal.id == proposal_id,
        awaiting_answer_condition(person_id),
        Proposal.answer.in_([ProposalAnswer.OTHER, ProposalAnswer.LATER]),
    )
    since = Proposal.answered_at >= compute_last_cycle_time_of_round(proposal.round_id)
    taken = update(Proposal).where(*conditions, since).values(answer=None, answered_at=None)
    back = session().scalar(taken.returning(Proposal.id))
    if back is None and proposals.has_proposal_where(proposal_id, *conditions):
        raise NoSuchProposal("The time to take this back is over.")


def _get_outcome_of_repeated_accept(person_id: int, locked: Proposal) -> AcceptOutcome:
    """The outcome for a second click or a page that was left open."""
    if locked.state == ProposalState.ACCEPTED:
        return AcceptOutcome.PAIRED
    if locked.senior_id == person_id and locked.state in (ProposalState.JUNIOR_ASKED, ProposalState.ENDING):
        return AcceptOutcome.ASKED
    raise NoSuchProposal("There is no such proposal for you, or it is no more.")


def _is_pair_still_possible(round_: Round, locked: Proposal, junior: Volunteer | None) -> bool:
    """Whether the round still proposes, the junior has a free place, and every limit holds; `junior` is locked."""
    if junior is None or round_.state not in ("proposing", "running"):
        return False
    # Earlier yeses come first, also if the junior takes fewer seniors by now.
    before = [ProposalState.JUNIOR_ASKED] if locked.state == ProposalState.SENIOR_ASKED else []
    load = places.count_seniors_by_junior([locked.junior_id], excluding=[locked.id], states=before).get(
        locked.junior_id, 0
    )
    pair = (locked.senior_id, locked.junior_id)
    return load < junior.capacity and pair in places.filter_possible_pairs(round_, [pair], excluding=[locked.id])


def _choose_meeting_starts_for_proposal(round_: Round, locked: Proposal) -> tuple[datetime, ...]:
    pair = (locked.senior_id, locked.junior_id)
    limits = build_matching_limits(round_, clock.now().date())
    participants, workplaces = read_participants(round_.id, pair), load_workplaces_by_person(pair)
    both = (participants.wishes[locked.senior_id], participants.offers[locked.junior_id])
    sides = [
        ParticipantAvailability(
            slots=participant.slots, workplace=workplaces[participant.person_id], away=participant.away
        )
        for participant in both
    ]
    window = MeetingWindow(
        earliest=max(clock.now() + MEETING_NOTICE, datetime.combine(round_.starts_on, time(), UTC)),
        latest=datetime.combine(round_.ends_on, time(), UTC) + timedelta(days=1),
        minutes=limits.session_minutes,
        taken=list_planned_session_times(pair),
    )
    return choose_first_meeting_starts(sides, window)
