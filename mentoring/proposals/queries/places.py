"""Reads of who is free in a round, and who may still meet whom: what a calculation starts from, and what each yes looks at again."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

import numpy as np
from sqlalchemy import select, text

from app.kernel.database import is_one_of, session
from app.people.queries import list_people_away
from mentoring.matching.constraints import allowed_pairs
from mentoring.matching.problem import build_problem, index_by_id
from mentoring.matching.values import Offer
from mentoring.matching.views import PairList
from mentoring.proposals.calculation import Intake
from mentoring.proposals.lifecycle import TAKES_A_PLACE
from mentoring.proposals.queries.participants import line_above, past_of, read_crowd
from mentoring.rounds.models import Round
from mentoring.rounds.rules import limits_of
from mentoring.volunteers.models import Volunteer

Ids = tuple[int, int]

_LOADS = text(
    """
    select junior_id, count(*) as seniors from (
        select junior_id from mentoring_pair where junior_id = any(:ids) and state = 'active'
        union all
        select junior_id from mentoring_proposal
        where junior_id = any(:ids) and state = any(:states) and id <> all(:but)
          and not (round_id = :anew and state in ('ready', 'held'))
    ) taken group by junior_id
    """
)
_ENGAGED = text(
    """
    select senior_id from mentoring_proposal where round_id = :round_id and state in ('senior-asked', 'junior-asked', 'ending')
    union
    select senior_id from mentoring_pair where round_id = :round_id and state in ('active', 'completed')
    """
)


def read_intake(round_: Round, *, least: int) -> Intake:
    """Everybody who is free for this round at this moment: who is in a pause or a crisis waits, and a junior prepares first."""
    crowd, engaged = read_crowd(round_), engaged_seniors(round_.id)
    ids = [*crowd.wishes, *crowd.offers]
    away = waiting_people(ids)
    loads = loads_of(crowd.offers.keys(), anew=round_.id)
    return Intake(
        wishes=[wish for id_, wish in crowd.wishes.items() if id_ not in away | engaged],
        offers=[
            with_places(offer, loads.get(id_, 0))
            for id_, offer in crowd.offers.items()
            if id_ not in away | crowd.unprepared and loads.get(id_, 0) < offer.capacity
        ],
        limits=limits_of(round_),
        tree=line_above(ids),
        past=past_of(ids),
        seed=f"{round_.seed}",
        least=least,
    )


def with_places(offer: Offer, load: int) -> Offer:
    """The same with the places that are left."""
    return replace(offer, capacity=max(offer.capacity - load, 0))


def loads_of(
    junior_ids: Collection[int],
    *,
    anew: int = 0,
    but: Collection[int] = (),
    states: Collection[str] = TAKES_A_PLACE,
) -> dict[int, int]:
    """How many seniors each junior has, or may have by a proposal in one of these states, in all rounds together.

    What the round `anew` found and nobody saw does not count, nor do the proposals `but`.
    """
    asked = {"ids": list(junior_ids), "anew": anew, "but": list(but), "states": list(states)}
    return {row.junior_id: row.seniors for row in session().execute(_LOADS, asked)}


def engaged_seniors(round_id: int) -> set[int]:
    """The seniors of a round who wait for an answer, or have somebody."""
    return set(session().scalars(_ENGAGED, {"round_id": round_id}))


def open_volunteers(round_id: int, person_ids: Collection[int]) -> set[int]:
    """Those of these people who are still volunteers of the round."""
    mine = select(Volunteer.person_id).where(Volunteer.round_id == round_id, Volunteer.state == "open")
    return set(session().scalars(mine.where(is_one_of(Volunteer.person_id, person_ids))))


def waiting_people(ids: Collection[int]) -> set[int]:
    """Those for whom clocks stand still: in a pause, or in a crisis."""
    return list_people_away(ids)


def possible_couples(round_: Round, couples: Sequence[Ids], *, but: Collection[int] = ()) -> set[Ids]:
    """Those that still hold against everything the round asks, read at this moment; `but`: the proposals that are looked at themselves."""
    people = {id_ for couple in couples for id_ in couple}
    crowd = read_crowd(round_, people)
    here = [(senior, junior) for senior, junior in couples if senior in crowd.wishes and junior in crowd.offers]
    if not here:
        return set()
    problem = build_problem(
        list(crowd.wishes.values()),
        list(crowd.offers.values()),
        limits_of(round_),
        tree=line_above(people),
        past=past_of(people, but=but),
    )
    rows, cols = index_by_id(problem.wishes), index_by_id(problem.offers)
    view = PairList(
        problem,
        np.array([rows[senior] for senior, _ in here], np.int64),
        np.array([cols[junior] for _, junior in here], np.int64),
    )
    return {couple for couple, is_allowed in zip(here, allowed_pairs(view).tolist(), strict=True) if is_allowed}


def lock_volunteers(person_ids: Collection[int]) -> dict[tuple[int, int], Volunteer]:
    """What these people said in every round, held until the transaction ends, by round and person.

    Whoever books a place takes these locks first, in the order of ids: two rounds that want one junior take turns.
    """
    held = select(Volunteer).where(is_one_of(Volunteer.person_id, person_ids)).order_by(Volunteer.id)
    found = session().scalars(held.with_for_update().execution_options(populate_existing=True))
    return {(one.round_id, one.person_id): one for one in found}
