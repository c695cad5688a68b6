"""Reads of proposals as one of the two sees them; none reveals what the other did."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, case, select
from sqlalchemy.orm import aliased

from app.kernel import clock
from app.kernel.database import session
from app.kernel.reading import read_value, write_for_driver
from app.kernel.schema import JsonObject
from app.people.models import Person, Site
from mentoring.proposals.lifecycle import ProposalState
from mentoring.proposals.models import Proposal
from mentoring.proposals.queries.proposals import build_no_such_proposal_error, visibility_condition
from mentoring.rounds.models import Round
from mentoring.rounds.queries import compute_next_cycle_time_of_round

_IS_ASKED = write_for_driver(
    """
    select exists (select 1 from mentoring_proposal where senior_id = :person_id and state in ('senior-asked', 'junior-asked', 'ending'))
        or exists (select 1 from mentoring_proposal where junior_id = :person_id and state = 'junior-asked')
    """
)


class ProposalStage(StrEnum):
    """The stage of a proposal as one of the two sees it."""

    ASKED = "asked"
    DECLINED = "declined"
    WAITING = "waiting"
    PAIRED = "paired"


@dataclass(frozen=True, kw_only=True)
class ProposalView:
    """A proposal as one of the two sees it. Their own refusal can be undone until `daily_cycle_at`; None without a refusal."""

    id: int
    side: str
    stage: ProposalStage
    other: Person
    site: str
    explanation: JsonObject
    due_at: datetime
    daily_cycle_at: datetime | None
    round: Round

    @property
    def first_on(self) -> date:
        """The first day on which this pair could meet: the round's first day, or today."""
        return max(self.round.starts_on, clock.now().date())


def get_proposal_view(person_id: int, proposal_id: int) -> ProposalView:
    """One proposal as this person sees it; NoSuchProposal for other people, and when it is over."""
    views = _list_proposal_views(person_id, Proposal.id == proposal_id)
    if not views:
        raise build_no_such_proposal_error()
    return views[0]


def find_open_proposals_of_person(person_id: int) -> Sequence[ProposalView] | None:
    """The open proposals of a person, the oldest first; returns None if there is none, after one cheap statement."""
    if not read_value(_IS_ASKED, {"person_id": person_id}):
        return None
    return _list_proposal_views(person_id, Proposal.state != ProposalState.ACCEPTED) or None


def _list_proposal_views(person_id: int, which: ColumnElement[bool]) -> list[ProposalView]:
    other = aliased(Person)
    other_id = case((Proposal.senior_id == person_id, Proposal.junior_id), else_=Proposal.senior_id)
    query = (
        select(Proposal, other, Site.name, Round).join(other, other.id == other_id).join(Site, Site.id == other.site_id)
    )
    query = (
        query.join(Round, Round.id == Proposal.round_id)
        .where(visibility_condition(person_id), which)
        .order_by(Proposal.id)
    )
    return [
        ProposalView(
            id=proposal.id,
            side="senior" if proposal.senior_id == person_id else "junior",
            stage=_determine_stage_for_person(person_id, proposal),
            other=colleague,
            site=site,
            explanation=proposal.explanation,
            due_at=proposal.answer_due_at or clock.now(),
            daily_cycle_at=compute_next_cycle_time_of_round(round_.id)
            if _determine_stage_for_person(person_id, proposal) is ProposalStage.DECLINED
            else None,
            round=round_,
        )
        for proposal, colleague, site, round_ in session().execute(query)
    ]


def _determine_stage_for_person(person_id: int, proposal: Proposal) -> ProposalStage:
    if proposal.state == ProposalState.ACCEPTED:
        return ProposalStage.PAIRED
    asked_id = proposal.senior_id if proposal.state == ProposalState.SENIOR_ASKED else proposal.junior_id
    if asked_id != person_id:
        return ProposalStage.WAITING
    return ProposalStage.ASKED if proposal.answer is None else ProposalStage.DECLINED
