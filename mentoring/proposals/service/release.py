"""Releases proposals: deletes those no longer possible, and asks the senior of each of the others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import delete, update

from app.kernel import clock
from app.kernel.application import build_path
from app.kernel.database import in_ids_condition, session
from app.kernel.errors import Conflict
from app.notices.service.notify import NewNotice, notify_people
from app.people.queries import load_workplaces_by_person
from mentoring.proposals.lifecycle import UNRELEASED, ProposalState
from mentoring.proposals.models import Proposal, UnmatchedPerson
from mentoring.proposals.notices import PROPOSED
from mentoring.proposals.queries import calculations, places, proposals
from mentoring.rounds.daily_cycle import compute_answer_deadline
from mentoring.rounds.models import Round
from mentoring.rounds.queries import compute_last_cycle_time_of_round, lock_round, lock_round_shared
from mentoring.rounds.service import move_round_to_proposing


class NothingToRelease(Conflict):
    """No calculation of this round is complete, or one is under way."""


def release_first_proposals(round_: Round) -> int:
    """Release the result of the first calculation, and let the round propose from then on; returns how many seniors are asked."""
    locked, done = lock_round(round_.id), calculations.find_last_completed_calculation(round_.id)
    if locked.state == "proposing":
        return 0
    if locked.state != "matching" or done is None or calculations.find_calculation_under_way(round_.id) is not None:
        raise NothingToRelease("Calculate this round first, and wait for the end of the calculation.")
    # This calculation counts as that of the latest daily cycle, so that cycle does not happen again.
    done.daily_cycle_at = compute_last_cycle_time_of_round(round_.id)
    return release_ready_proposals(move_round_to_proposing(locked))


def release_ready_proposals(round_: Round) -> int:
    """Ask the senior of each ready proposal; returns how many are asked."""
    return _drop_impossible_and_ask_seniors(
        round_, proposals.list_proposal_ids_of_round(round_.id, [ProposalState.READY])
    )


def release_proposals_under_floor(round_: Round, *, at_least: float) -> int:
    """Release proposals under the floor with at least this fit; returns how many seniors are asked."""
    if lock_round_shared(round_.id).state not in ("proposing", "running"):
        raise NothingToRelease("Release the proposals above the floor first.")
    locked = proposals.list_proposals_with_ids(proposals.list_proposal_ids_of_round(round_.id, [ProposalState.HELD]))
    return _drop_impossible_and_ask_seniors(round_, [proposal.id for proposal in locked if proposal.fit >= at_least])


def ask_people_about_proposals(round_id: int, person_by_proposal: Mapping[int, int], *, state: ProposalState) -> None:
    """Ask one person for each of these proposals, and report them that something waits."""
    now, workplaces = clock.now(), load_workplaces_by_person(person_by_proposal.values())
    due: dict[datetime, list[int]] = {}
    for proposal_id, person_id in person_by_proposal.items():
        due.setdefault(compute_answer_deadline(now, workplaces[person_id]), []).append(proposal_id)
    for due_at, ids in due.items():
        values = {"state": state, "asked_at": now, "answer_due_at": due_at, "answer": None, "answered_at": None}
        session().execute(update(Proposal).where(in_ids_condition(Proposal.id, ids)).values(**values))
    # A person who is asked is not unmatched any more; a junior's row is empty, and stays.
    left = delete(UnmatchedPerson).where(
        UnmatchedPerson.round_id == round_id, in_ids_condition(UnmatchedPerson.person_id, person_by_proposal.values())
    )
    session().execute(left.where(UnmatchedPerson.explanation != {}))
    notify_people(
        [_build_proposal_notice(proposal_id, person_id) for proposal_id, person_id in person_by_proposal.items()]
    )


def _drop_impossible_and_ask_seniors(round_: Round, proposal_ids: Sequence[int]) -> int:
    """Ask the seniors of the possible proposals; the rows of people are locked before proposals, as everywhere."""
    snapshots = proposals.list_proposals_with_ids(proposal_ids)
    places.lock_volunteers_in_all_rounds(
        {id_ for proposal in snapshots for id_ in (proposal.senior_id, proposal.junior_id)}
    )
    locked = [proposal for proposal in proposals.lock_proposals_with_ids(proposal_ids) if proposal.state in UNRELEASED]
    pairs = {proposal.id: (proposal.senior_id, proposal.junior_id) for proposal in locked}
    possible = places.filter_possible_pairs(round_, list(pairs.values()), excluding=list(pairs))
    good = {id_: pair for id_, pair in pairs.items() if pair in possible}
    session().execute(delete(Proposal).where(in_ids_condition(Proposal.id, pairs.keys() - good.keys())))
    ask_people_about_proposals(
        round_.id, {id_: senior_id for id_, (senior_id, _) in good.items()}, state=ProposalState.SENIOR_ASKED
    )
    return len(good)


def _build_proposal_notice(proposal_id: int, person_id: int) -> NewNotice:
    path = build_path("proposals.show", proposal_id=proposal_id)
    return NewNotice(kind=PROPOSED.name, person_id=person_id, key=f"{PROPOSED.name}:{proposal_id}", path=path)
