"""Books places: keeps the couples that still hold while the junior has room in all rounds together, and shows them to nobody yet."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import insert, not_, select, update

from app.kernel.database import is_one_of, session
from mentoring.pairs.models import Pair
from mentoring.proposals.calculation import Couple
from mentoring.proposals.lifecycle import State
from mentoring.proposals.models import Proposal
from mentoring.proposals.queries import places
from mentoring.rounds.models import Round


def book(round_: Round, couples: Sequence[Couple]) -> list[Couple]:
    """The best fits first; what another round booked meanwhile, or what no longer holds, is left out."""
    kept = _choose(round_, couples)
    _let_go_of_stopped(round_.id, [couple.senior_id for couple in kept])
    rows = [
        {
            "round_id": round_.id,
            "senior_id": couple.senior_id,
            "junior_id": couple.junior_id,
            "state": State.HELD if couple.is_held else State.READY,
            "fit": couple.fit,
            "told": couple.told,
        }
        for couple in kept
    ]
    if rows:
        session().execute(insert(Proposal), rows)
    return kept


def _choose(round_: Round, couples: Sequence[Couple]) -> list[Couple]:
    ids = [(couple.senior_id, couple.junior_id) for couple in couples]
    held = places.lock_volunteers({id_ for couple in ids for id_ in couple})
    possible, engaged = places.possible_couples(round_, ids), places.engaged_seniors(round_.id)
    loads = places.loads_of({junior_id for _, junior_id in ids})
    kept: list[Couple] = []
    for couple in sorted(couples, key=lambda one: (-one.fit, one.senior_id)):
        junior, load = held.get((round_.id, couple.junior_id)), loads.get(couple.junior_id, 0)
        is_free = junior is not None and junior.prepared_at is not None and load < junior.capacity
        if is_free and (couple.senior_id, couple.junior_id) in possible and couple.senior_id not in engaged:
            loads[couple.junior_id] = load + 1
            engaged.add(couple.senior_id)
            kept.append(couple)
    return kept


def _let_go_of_stopped(round_id: int, senior_ids: Collection[int]) -> None:
    """A senior whose pair stopped may be asked again; the couple stays among those that were."""
    lives = select(Pair.id).where(
        Pair.round_id == Proposal.round_id,
        Pair.senior_id == Proposal.senior_id,
        Pair.junior_id == Proposal.junior_id,
        Pair.state != "stopped",
    )
    stopped = update(Proposal).where(Proposal.round_id == round_id, Proposal.state == State.ACCEPTED)
    stopped = stopped.where(is_one_of(Proposal.senior_id, senior_ids), not_(lives.exists()))
    session().execute(stopped.values(state=State.OVER, told={}), execution_options={"synchronize_session": False})
