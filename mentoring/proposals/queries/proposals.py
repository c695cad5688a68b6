"""Reads of proposals, each as one of the two may see it; none of them reveals what the other did."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, and_, func, or_, select

from app.kernel.database import in_ids_condition, session
from app.kernel.errors import NotFound
from app.kernel.ownership import OwnRows
from mentoring.pairs.models import Pair
from mentoring.proposals.lifecycle import RELEASED, ProposalAnswer, ProposalState
from mentoring.proposals.models import Proposal


class NoSuchProposal(NotFound):
    """This person sees no such proposal, or it is over."""


def visibility_condition(person_id: int) -> ColumnElement[bool]:
    """The condition that this person may see a proposal: a senior from the release, a junior from the senior's yes."""
    as_senior = and_(Proposal.senior_id == person_id, Proposal.state.in_([*RELEASED, ProposalState.ACCEPTED]))
    as_junior = and_(
        Proposal.junior_id == person_id, Proposal.state.in_([ProposalState.JUNIOR_ASKED, ProposalState.ACCEPTED])
    )
    own_end = and_(Proposal.answer == ProposalAnswer.NO_LONGER_POSSIBLE, awaiting_answer_condition(person_id))
    return and_(or_(as_senior, as_junior), func.coalesce(~own_end, True))


def awaiting_answer_condition(person_id: int) -> ColumnElement[bool]:
    """The condition that a proposal waits for this person's answer."""
    senior = and_(Proposal.state == ProposalState.SENIOR_ASKED, Proposal.senior_id == person_id)
    return or_(senior, and_(Proposal.state == ProposalState.JUNIOR_ASKED, Proposal.junior_id == person_id))


def proposal_has_unstopped_pair_condition() -> ColumnElement[bool]:
    """The condition that a proposal has a pair that was not stopped."""
    own_pair = (Pair.round_id == Proposal.round_id, Pair.senior_id == Proposal.senior_id)
    lasting = select(Pair.id).where(*own_pair, Pair.junior_id == Proposal.junior_id, Pair.state != "stopped")
    return lasting.exists()


def build_no_such_proposal_error() -> NoSuchProposal:
    """The error for every proposal that a person may not see."""
    return NoSuchProposal("There is no such proposal for you, or it is no more.")


OWN_PROPOSALS = OwnRows(Proposal, belongs_to=visibility_condition, missing=build_no_such_proposal_error)
ANSWERED_PROPOSALS = OwnRows(
    Proposal,
    belongs_to=lambda person_id: or_(visibility_condition(person_id), awaiting_answer_condition(person_id)),
    missing=build_no_such_proposal_error,
)
"""Also the proposals that ended while this person answered, so that a second click gets the same outcome."""


def is_bound_to_side(round_id: int, person_id: int) -> bool:
    """Whether a person has a visible proposal or a pair in this round, and so must stay on their side.

    A junior whose senior is still being asked is not bound, and learns nothing; if they change sides, that proposal ends at the next daily cycle.
    """
    query = select(Proposal.id).where(Proposal.round_id == round_id, visibility_condition(person_id))
    paired = select(Pair.id).where(Pair.round_id == round_id)
    ours = paired.where(or_(Pair.senior_id == person_id, Pair.junior_id == person_id))
    return session().scalar(select(query.exists() | ours.exists())) or False


def has_proposal_where(proposal_id: int, *conditions: ColumnElement[bool]) -> bool:
    """Whether all conditions hold for the proposal now."""
    return session().scalar(select(Proposal.id).where(Proposal.id == proposal_id, *conditions)) is not None


def lock_proposals_with_ids(proposal_ids: Sequence[int]) -> Sequence[Proposal]:
    """These proposals by id as they are now, locked until the transaction ends."""
    query = select(Proposal).where(in_ids_condition(Proposal.id, proposal_ids)).order_by(Proposal.id).with_for_update()
    return session().scalars(query.execution_options(populate_existing=True)).all()


def list_proposal_ids_of_round(round_id: int, states: Sequence[str]) -> Sequence[int]:
    """The ids of the proposals of a round in these states."""
    query = select(Proposal.id).where(Proposal.round_id == round_id, Proposal.state.in_(list(states)))
    return session().scalars(query.order_by(Proposal.id)).all()


def list_proposals_with_ids(proposal_ids: Sequence[int]) -> Sequence[Proposal]:
    """These proposals by id, without a lock."""
    query = select(Proposal).where(in_ids_condition(Proposal.id, proposal_ids)).order_by(Proposal.id)
    return session().scalars(query).all()
