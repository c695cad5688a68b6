"""Reads of calculations: the one under way, those due, the last result, and newcomers since."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, and_, exists, or_, select, text

from app.kernel.database import session
from mentoring.proposals.lifecycle import ProposalState
from mentoring.proposals.models import Calculation, Proposal
from mentoring.rounds.models import Round

UNDER_WAY = ("asked", "running")
MAX_NEWCOMERS = 200
"""Newcomers matched in one transaction."""

_NEWCOMERS = text(
    """
    select v.person_id from mentoring_volunteer v join member p on p.id = v.person_id and p.is_here
    where v.round_id = :round_id and v.state = 'open' and (v.side = 'senior' or v.prepared_at is not null)
      and not exists (select 1 from mentoring_unmatched u where u.round_id = v.round_id and u.person_id = v.person_id)
      and not exists (select 1 from mentoring_proposal o where o.round_id = v.round_id and o.senior_id = v.person_id)
      and not exists (select 1 from mentoring_proposal o where o.round_id = v.round_id and o.junior_id = v.person_id)
      and not exists (select 1 from mentoring_pair o where o.round_id = v.round_id and o.senior_id = v.person_id)
      and not exists (select 1 from mentoring_pair o where o.round_id = v.round_id and o.junior_id = v.person_id)
    order by v.volunteered_at, v.person_id limit :most
    """
)


def list_proposing_or_running_rounds() -> Sequence[Round]:
    """The rounds that propose or run."""
    return session().scalars(select(Round).where(Round.state.in_(["proposing", "running"])).order_by(Round.id)).all()


def find_calculation_under_way(round_id: int) -> Calculation | None:
    """The calculation of a round that waits or runs."""
    query = select(Calculation).where(Calculation.round_id == round_id, Calculation.state.in_(UNDER_WAY))
    return session().scalar(query)


def find_last_calculation(round_id: int) -> Calculation | None:
    """The latest calculation of a round, in any state."""
    query = select(Calculation).where(Calculation.round_id == round_id).order_by(Calculation.id.desc()).limit(1)
    return session().scalar(query)


def find_last_completed_calculation(round_id: int) -> Calculation | None:
    """The latest completed calculation of a round."""
    done = select(Calculation).where(Calculation.round_id == round_id, Calculation.state == "done")
    return session().scalar(done.order_by(Calculation.id.desc()).limit(1))


def lock_calculation_where(*conditions: ColumnElement[bool]) -> Calculation | None:
    """The calculation for which all conditions hold, locked until the transaction ends."""
    return session().scalar(select(Calculation).where(*conditions).with_for_update())


def list_due_calculation_ids(now: datetime) -> Sequence[int]:
    """The calculations never started, and those whose claim has expired."""
    silent = and_(Calculation.state == "running", Calculation.claimed_until <= now)
    due = select(Calculation.id).where(or_(Calculation.state == "asked", silent))
    return session().scalars(due.order_by(Calculation.id)).all()


def list_ending_rounds_with_open_proposals() -> Sequence[Round]:
    """The closing or closed rounds with open proposals."""
    has_open = exists().where(
        Proposal.round_id == Round.id, Proposal.state.not_in([ProposalState.ACCEPTED, ProposalState.OVER])
    )
    ending = select(Round).where(Round.state.in_(["closing", "closed"]), has_open)
    return session().scalars(ending.order_by(Round.id)).all()


def read_last_scarcity_prices_of_juniors(round_id: int) -> dict[int, float]:
    """The price of each scarce junior in the last completed calculation."""
    done = find_last_completed_calculation(round_id)
    return {} if done is None else {int(id_): price for id_, price in done.summary.get("prices", {}).items()}


def list_newcomer_ids(round_id: int) -> Sequence[int]:
    """Volunteers that no calculation has considered yet: seniors and prepared juniors, the earliest first."""
    return session().scalars(_NEWCOMERS, {"round_id": round_id, "most": MAX_NEWCOMERS}).all()


def list_round_ids_with_newcomers() -> list[int]:
    """The rolling rounds with volunteers that no calculation has considered yet."""
    rounds = list_proposing_or_running_rounds()
    return [round_.id for round_ in rounds if round_.rolling and list_newcomer_ids(round_.id)]
