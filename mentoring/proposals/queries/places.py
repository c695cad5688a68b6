"""Reads of free people and free places: the input of a calculation, and the checks that each yes repeats."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

import numpy as np
from sqlalchemy import select, text

from app.kernel import clock
from app.kernel.database import in_ids_condition, session
from app.people.queries import list_unavailable_person_ids
from mentoring.matching.constraints import build_allowed_pairs_mask
from mentoring.matching.problem import build_problem, index_people_by_id
from mentoring.matching.values import Offer
from mentoring.matching.views import PairList
from mentoring.proposals.calculation import MatchingInput
from mentoring.proposals.lifecycle import HOLDING_A_PLACE
from mentoring.proposals.queries.participants import (
    read_participants,
    read_past_pairs_and_proposals,
    read_reporting_tree_above,
)
from mentoring.rounds.models import Round
from mentoring.rounds.rules import build_matching_limits
from mentoring.volunteers.models import Volunteer

PairIds = tuple[int, int]

_LOADS = text(
    """
    select junior_id, count(*) as seniors from (
        select junior_id from mentoring_pair where junior_id = any(:ids) and state = 'active'
        union all
        select junior_id from mentoring_proposal
        where junior_id = any(:ids) and state = any(:states) and id <> all(:excluding)
          and not (round_id = :recalculated and state in ('ready', 'held'))
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


def read_matching_input(round_: Round, *, least: int) -> MatchingInput:
    """The people free for this round now, without people in a pause or a crisis and without unprepared juniors."""
    limits = build_matching_limits(round_, clock.now().date())
    participants = read_participants(round_.id)
    ids = [*participants.wishes, *participants.offers]
    tree, past, away = (
        read_reporting_tree_above(ids),
        read_past_pairs_and_proposals(ids),
        list_unavailable_person_ids(ids),
    )
    engaged = list_unavailable_senior_ids(round_.id)
    loads = count_seniors_by_junior(participants.offers.keys(), recalculated=round_.id)
    return MatchingInput(
        wishes=[wish for id_, wish in participants.wishes.items() if id_ not in away | engaged],
        offers=[
            subtract_load_from_offer_capacity(offer, loads.get(id_, 0))
            for id_, offer in participants.offers.items()
            if id_ not in away | participants.unprepared and loads.get(id_, 0) < offer.capacity
        ],
        limits=limits,
        tree=tree,
        past=past,
        seed=f"{round_.seed}",
        least=least,
    )


def subtract_load_from_offer_capacity(offer: Offer, load: int) -> Offer:
    """The same offer with the places that are left."""
    return replace(offer, capacity=max(offer.capacity - load, 0))


def count_seniors_by_junior(
    junior_ids: Collection[int],
    *,
    recalculated: int = 0,
    excluding: Collection[int] = (),
    states: Collection[str] = HOLDING_A_PLACE,
) -> dict[int, int]:
    """The number of seniors of each junior, in all rounds together: pairs, and proposals in one of these states.

    Unreleased proposals of the round `recalculated` do not count, nor do the proposals in `excluding`.
    """
    parameters = {
        "ids": list(junior_ids),
        "recalculated": recalculated,
        "excluding": list(excluding),
        "states": list(states),
    }
    return {row.junior_id: row.seniors for row in session().execute(_LOADS, parameters)}


def list_unavailable_senior_ids(round_id: int) -> set[int]:
    """The seniors of a round with an open proposal or a pair."""
    return set(session().scalars(_ENGAGED, {"round_id": round_id}))


def filter_people_still_volunteering(round_id: int, person_ids: Collection[int]) -> set[int]:
    """The people among these who are still volunteers of the round."""
    query = select(Volunteer.person_id).where(Volunteer.round_id == round_id, Volunteer.state == "open")
    return set(session().scalars(query.where(in_ids_condition(Volunteer.person_id, person_ids))))


def filter_possible_pairs(round_: Round, pairs: Sequence[PairIds], *, excluding: Collection[int] = ()) -> set[PairIds]:
    """The pairs that every limit allows now. `excluding` are the proposals under check, so that they are no past pairs."""
    people = {id_ for pair in pairs for id_ in pair}
    limits = build_matching_limits(round_, clock.now().date())
    participants = read_participants(round_.id, people)
    here = [
        (senior, junior) for senior, junior in pairs if senior in participants.wishes and junior in participants.offers
    ]
    if not here:
        return set()
    problem = build_problem(
        list(participants.wishes.values()),
        list(participants.offers.values()),
        limits,
        tree=read_reporting_tree_above(people),
        past=read_past_pairs_and_proposals(people, excluding=excluding),
    )
    rows, cols = index_people_by_id(problem.wishes), index_people_by_id(problem.offers)
    view = PairList(
        problem,
        np.array([rows[senior] for senior, _ in here], np.int64),
        np.array([cols[junior] for _, junior in here], np.int64),
    )
    return {pair for pair, is_allowed in zip(here, build_allowed_pairs_mask(view).tolist(), strict=True) if is_allowed}


def lock_volunteers_in_all_rounds(person_ids: Collection[int]) -> dict[tuple[int, int], Volunteer]:
    """The volunteer rows of these people in every round, locked until the transaction ends, by (round id, person id).

    Every booking takes these locks first, in the order of ids, so that two rounds that want one junior take turns.
    """
    query = select(Volunteer).where(in_ids_condition(Volunteer.person_id, person_ids)).order_by(Volunteer.id)
    volunteers = session().scalars(query.with_for_update().execution_options(populate_existing=True))
    return {(volunteer.round_id, volunteer.person_id): volunteer for volunteer in volunteers}
