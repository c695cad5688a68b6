"""Books places: keeps the pairs that are still possible while the junior has a free place in all rounds together."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import insert, not_, update

from app.kernel.database import in_ids_condition, session
from mentoring.proposals.calculation import CandidatePair
from mentoring.proposals.lifecycle import ProposalState
from mentoring.proposals.models import Proposal
from mentoring.proposals.queries import places
from mentoring.proposals.queries.proposals import proposal_has_unstopped_pair_condition
from mentoring.rounds.models import Round


def store_possible_proposals(round_: Round, pairs: Sequence[CandidatePair]) -> list[CandidatePair]:
    """Book the best fits first; a place booked by another round, or a pair no longer possible, is left out."""
    kept = _lock_and_filter_possible_pairs(round_, pairs)
    _close_proposals_of_stopped_pairs(round_.id, [pair.senior_id for pair in kept])
    rows = [
        {
            "round_id": round_.id,
            "senior_id": pair.senior_id,
            "junior_id": pair.junior_id,
            "state": ProposalState.HELD if pair.is_under_floor else ProposalState.READY,
            "fit": pair.fit,
            "explanation": pair.explanation,
        }
        for pair in kept
    ]
    if rows:
        session().execute(insert(Proposal), rows)
    return kept


def _lock_and_filter_possible_pairs(round_: Round, pairs: Sequence[CandidatePair]) -> list[CandidatePair]:
    ids = [(pair.senior_id, pair.junior_id) for pair in pairs]
    volunteers = places.lock_volunteers_in_all_rounds({id_ for pair in ids for id_ in pair})
    engaged = places.list_unavailable_senior_ids(round_.id)
    loads = places.count_seniors_by_junior({junior_id for _, junior_id in ids})
    possible = places.filter_possible_pairs(round_, ids)
    kept: list[CandidatePair] = []
    for pair in sorted(pairs, key=lambda pair: (-pair.fit, pair.senior_id)):
        junior, load = volunteers.get((round_.id, pair.junior_id)), loads.get(pair.junior_id, 0)
        is_free = junior is not None and junior.prepared_at is not None and load < junior.capacity
        if is_free and (pair.senior_id, pair.junior_id) in possible and pair.senior_id not in engaged:
            loads[pair.junior_id] = load + 1
            engaged.add(pair.senior_id)
            kept.append(pair)
    return kept


def _close_proposals_of_stopped_pairs(round_id: int, senior_ids: Collection[int]) -> None:
    """Close the accepted proposals of stopped pairs, so that the senior may be asked again; the pair stays a past pair."""
    stopped = update(Proposal).where(Proposal.round_id == round_id, Proposal.state == ProposalState.ACCEPTED)
    stopped = stopped.where(
        in_ids_condition(Proposal.senior_id, senior_ids), not_(proposal_has_unstopped_pair_condition())
    )
    session().execute(
        stopped.values(state=ProposalState.OVER, explanation={}), execution_options={"synchronize_session": False}
    )
