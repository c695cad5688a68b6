"""The demo's first round of mentoring, running for some weeks: pairs from a calculation, sessions that took place, and a pending proposal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from app.kernel import clock
from mentoring.pairs.models import MentoringSession, Pair
from mentoring.pairs.queries.meetings import list_meetings_of_pair, list_shared_free_starts
from mentoring.pairs.queries.members import load_pair_with_people, lock_active_pairs_of_round
from mentoring.pairs.questions import QuestionMoment
from mentoring.pairs.service import agreement, feedback, meetings
from mentoring.pairs.service.start import start_pair
from mentoring.proposals.calculation import calculate_pairs
from mentoring.proposals.lifecycle import ProposalState
from mentoring.proposals.queries.calculations import find_calculation_under_way
from mentoring.proposals.queries.proposals import list_proposal_ids_of_round, list_proposals_with_ids
from mentoring.proposals.service import answer, calculate, calculations, newcomers, release
from mentoring.rounds.draft import RoundDraft
from mentoring.rounds.models import Round
from mentoring.rounds.service import create_round, move_round_to_running, open_round
from mentoring.volunteers.service import close_volunteering

OPENED_AGO = timedelta(days=63)
"""How long ago the round was opened."""
SESSION_GAP = timedelta(days=16)
"""About how long a pair waits between two sessions."""
WHY = {
    "fr": "Apprendre un geste numérique avec quelqu’un de patient, à son rythme et en privé.",
    "en": "Learn a digital skill with somebody patient, at one’s own pace and in private.",
}
SPONSOR = "Philippe Arnoux, direction de l’indemnisation"


def open_demo_round(title: Mapping[str, str], moment: datetime) -> Round:
    """Open a rolling round at that moment."""
    today = moment.date()
    with clock.freeze_at(moment):
        return open_round(
            create_round(
                RoundDraft(
                    title=title,
                    why=WHY,
                    sponsor=SPONSOR,
                    volunteering_ends_on=today + timedelta(days=14),
                    starts_on=today + timedelta(days=21),
                    ends_on=today + timedelta(days=210),
                    rolling=True,
                )
            )
        )


def simulate_round_until_now(round_: Round, now: datetime) -> int:
    """Run the round from the end of volunteering until now; returns how many pairs it made."""
    matched_at = now - OPENED_AGO + timedelta(days=16)
    with clock.freeze_at(matched_at):
        _calculate_pairs(close_volunteering(round_))
        release.release_first_proposals(round_)
    for days, state in ((2, ProposalState.SENIOR_ASKED), (4, ProposalState.JUNIOR_ASKED)):
        with clock.freeze_at(matched_at + timedelta(days=days)):
            _accept_proposals_in_state(round_, state)
    with clock.freeze_at(matched_at + timedelta(days=5)):
        move_round_to_running(round_)
    pairs = lock_active_pairs_of_round(round_.id)
    for pair in pairs:
        _hold_mentoring_sessions_until(pair, now)
    return len(pairs)


def propose_to_newcomers(round_: Round, moment: datetime) -> None:
    """Ask the latest volunteers about a proposal, as the round's clock job does."""
    with clock.freeze_at(moment):
        newcomers.propose_to_newcomers(round_.id)


def _calculate_pairs(round_: Round) -> None:
    """Request and do a calculation as a worker does, within the transaction of the seeds."""
    calculations.request_calculation(round_)
    requested = find_calculation_under_way(round_.id)
    claim = None if requested is None else calculate.claim_calculation(requested.id)
    assert claim is not None, "It was requested just now."
    calculate.save_calculation_and_release_proposals(
        claim, calculate_pairs(calculate.read_matching_input_of_claim(claim), lambda *_: None)
    )


def _accept_proposals_in_state(round_: Round, state: ProposalState) -> None:
    for proposal in list_proposals_with_ids(list_proposal_ids_of_round(round_.id, [state])):
        person_id = proposal.senior_id if state is ProposalState.SENIOR_ASKED else proposal.junior_id
        answer.accept_proposal(person_id, proposal.id, start=start_pair)


def _hold_mentoring_sessions_until(pair: Pair, now: datetime) -> None:
    """Both accept the agreement; all sessions until now take place, and the next one has a date."""
    with clock.freeze_at(pair.started_at + timedelta(hours=3)):
        for person_id in (pair.senior_id, pair.junior_id):
            agreement.accept_agreement(person_id, pair.id)
    while True:
        sessions = list_meetings_of_pair(pair.id)
        following = next((meeting for meeting in sessions if meeting.state == "planned"), None)
        if following is None and len(sessions) < pair.sessions:
            following = _book_mentoring_session(pair, sessions, len(sessions) + 1)
        if following is None or following.ends_at > now:
            return
        with clock.freeze_at(following.ends_at):
            meetings.mark_session_held(pair.junior_id, pair.id, following.number)
        if following.number == 1:
            _give_positive_first_feedback(pair, following.ends_at + timedelta(days=1))


def _book_mentoring_session(pair: Pair, sessions: Sequence[MentoringSession], number: int) -> MentoringSession:
    last = sessions[-1].ends_at
    with clock.freeze_at(last):
        (starts_at,) = list_shared_free_starts(load_pair_with_people(pair), last + SESSION_GAP, 1)
        return meetings.book_or_move_session(pair.senior_id, pair.id, number, starts_at=starts_at, version=None)


def _give_positive_first_feedback(pair: Pair, moment: datetime) -> None:
    with clock.freeze_at(moment):
        for person_id in (pair.senior_id, pair.junior_id):
            feedback.answer_question(person_id, pair.id, QuestionMoment.FIRST, "fits")
