"""Whatever people do and whatever dies, in whichever order: no place is booked twice, no rule is broken, nobody is asked twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from app.kernel import clock
from app.kernel.application import Application
from app.kernel.database import in_ids_condition, session
from app.kernel.transaction import transaction
from app.people.models import Person
from mentoring.pairs.models import Pair
from mentoring.proposals.lifecycle import HOLDING_A_PLACE, ProposalState
from mentoring.proposals.models import Proposal
from mentoring.proposals.queries.participants import read_reporting_tree_above
from tests.examples import examples
from tests.mentoring.proposals.company import MONDAY
from tests.mentoring.proposals.happenings import Step, World, make_world, take_step

steps = st.lists(
    st.tuples(
        st.sampled_from(
            [
                *["yes"] * 6,
                *["cycle"] * 5,
                "other",
                "later",
                "back",
                "withdraw",
                "leave",
                "line",
                "pause",
                "stop",
                "killed",
            ]
        ),
        st.integers(0, 11),
        st.integers(0, 11),
    ),
    min_size=4,
    max_size=14,
)


def check_world(world: World) -> None:
    """What must hold at every moment."""
    with transaction():
        active = session().scalars(select(Proposal).where(in_ids_condition(Proposal.round_id, world.rounds))).all()
        pairs = session().scalars(select(Pair).where(in_ids_condition(Pair.round_id, world.rounds))).all()
        _check_places(world, active, pairs)
        _check_asked(world, active)
        _check_line(world, pairs)


def _check_places(world: World, active: Sequence[Proposal], pairs: Sequence[Pair]) -> None:
    open_ones = Counter(
        (proposal.round_id, proposal.senior_id) for proposal in active if proposal.state != ProposalState.OVER
    )
    assert all(count == 1 for count in open_ones.values()), "Two proposals at once for one senior."
    loads = Counter(proposal.junior_id for proposal in active if proposal.state in HOLDING_A_PLACE)
    loads.update(proposal.junior_id for proposal in pairs if proposal.state == "active")
    assert all(load <= world.capacity[junior_id] for junior_id, load in loads.items()), "Over capacity."


def _check_asked(world: World, active: Sequence[Proposal]) -> None:
    """A couple is asked by one proposal for ever, over all rounds."""
    for proposal in active:
        if proposal.state in ("senior-asked", "junior-asked"):
            assert world.ask_counts.setdefault((proposal.senior_id, proposal.junior_id), proposal.id) == proposal.id, (
                "Asked twice."
            )


def _check_line(world: World, pairs: Sequence[Pair]) -> None:
    """Looked at after every step, so at the moment at which a pair began."""
    for pair in pairs:
        if pair.id in world.paired:
            continue
        world.paired.add(pair.id)
        line = read_reporting_tree_above([pair.senior_id, pair.junior_id])
        senior, junior = line.interval_of_person(pair.senior_id), line.interval_of_person(pair.junior_id)
        is_below = senior.enter <= junior.enter < senior.leave and junior.depth - senior.depth <= 2
        assert not is_below, "In one line."
        here = session().scalars(
            select(Person.id).where(
                in_ids_condition(Person.id, [pair.senior_id, pair.junior_id]), Person.left_on.is_(None)
            )
        )
        assert len(here.all()) == 2, "Somebody who left was paired."


@pytest.mark.property
@settings(max_examples=examples(12), deadline=None, suppress_health_check=list(HealthCheck))
@given(drawn=steps)
def test_no_place_is_booked_twice_no_rule_is_broken_and_nobody_is_asked_twice(
    app: Application, drawn: list[Step]
) -> None:
    with clock.freeze_at(MONDAY):
        world = make_world()
        check_world(world)
    for step in drawn:
        with clock.freeze_at(world.now):
            take_step(world, step)
            check_world(world)
