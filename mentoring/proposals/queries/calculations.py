"""Reads of calculations: which is under way, which is due to be started or taken over, and what the last one told."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import and_, exists, or_, select, text

from app.kernel.database import session
from mentoring.proposals.lifecycle import State
from mentoring.proposals.models import Calculation, Proposal
from mentoring.rounds.models import Round

UNDER_WAY = ("asked", "running")
AT_ONCE = 200
"""Newcomers looked at in one go."""

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


def list_rounds_under_way() -> Sequence[Round]:
    """The rounds in which somebody may be asked."""
    return session().scalars(select(Round).where(Round.state.in_(["proposing", "running"])).order_by(Round.id)).all()


def find_under_way(round_id: int) -> Calculation | None:
    """The calculation of a round that waits for a worker, or runs."""
    mine = select(Calculation).where(Calculation.round_id == round_id, Calculation.state.in_(UNDER_WAY))
    return session().scalar(mine)


def find_last(round_id: int) -> Calculation | None:
    """The latest calculation of a round, whatever became of it."""
    mine = select(Calculation).where(Calculation.round_id == round_id).order_by(Calculation.id.desc()).limit(1)
    return session().scalar(mine)


def find_last_done(round_id: int) -> Calculation | None:
    """The latest calculation of a round that came to its end."""
    done = select(Calculation).where(Calculation.round_id == round_id, Calculation.state == "done")
    return session().scalar(done.order_by(Calculation.id.desc()).limit(1))


def list_due(now: datetime) -> Sequence[int]:
    """Those that nobody has started, and those whose worker has been silent for too long."""
    silent = and_(Calculation.state == "running", Calculation.claimed_until <= now)
    due = select(Calculation.id).where(or_(Calculation.state == "asked", silent))
    return session().scalars(due.order_by(Calculation.id)).all()


def list_rounds_ending() -> Sequence[Round]:
    """The rounds that propose nobody any more, and in which somebody still waits."""
    open_ones = exists().where(Proposal.round_id == Round.id, Proposal.state.not_in([State.ACCEPTED, State.OVER]))
    ending = select(Round).where(Round.state.in_(["closing", "closed"]), open_ones)
    return session().scalars(ending.order_by(Round.id)).all()


def prices_of(round_id: int) -> dict[int, float]:
    """What a place of each junior in demand was worth in the last calculation."""
    done = find_last_done(round_id)
    return {} if done is None else {int(id_): price for id_, price in done.told.get("prices", {}).items()}


def list_newcomers(round_id: int) -> Sequence[int]:
    """Whoever volunteered since the last calculation and was looked at by nobody: seniors, and juniors who are prepared."""
    return session().scalars(_NEWCOMERS, {"round_id": round_id, "most": AT_ONCE}).all()
