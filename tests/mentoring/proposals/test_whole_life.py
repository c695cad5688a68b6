"""Whatever people do and whatever dies, in whichever order: no place is booked twice, no rule is broken, nobody is asked twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, update

from app.kernel import clock
from app.kernel.application import Application
from app.kernel.database import among, session
from app.kernel.errors import ServiceError
from app.kernel.transaction import transaction
from app.people.models import Person
from app.people.pauses.service import Length, begin_pause
from app.people.queries import get_person
from mentoring.pairs.models import Pair
from mentoring.pairs.service.start import start_pair
from mentoring.proposals.fate import TAKES_A_PLACE, Answer, State
from mentoring.proposals.jobs import calculate_round, hold_beats
from mentoring.proposals.models import Calculation, Proposal
from mentoring.proposals.queries import calculations
from mentoring.proposals.queries.crowd import line_above
from mentoring.proposals.queries.proposals import asks
from mentoring.proposals.service import calculate
from mentoring.proposals.service.answer import accept, decline, take_back
from mentoring.rounds.models import Round
from mentoring.volunteers.models import Volunteer
from tests.makers import make_people
from tests.mentoring.proposals.company import MONDAY, beat_of, make_round, make_seniors, propose, run_asked, volunteer

SENIORS, JUNIORS = 4, 3

Step = tuple[str, int, int]
steps = st.lists(
    st.tuples(
        st.sampled_from(
            [
                *["yes"] * 6,
                *["beat"] * 5,
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


@dataclass
class World:
    """Two rounds over the same juniors, and what was seen so far."""

    rounds: list[int]
    seniors: list[int]
    juniors: list[int]
    capacity: dict[int, int]
    now: datetime = MONDAY
    days: int = 0
    asked: dict[tuple[int, int], int] = field(default_factory=dict)
    paired: set[int] = field(default_factory=set)


def make_world() -> World:
    """Each senior in one round or in both; the juniors, with one or two places, in both."""
    with transaction():
        session().execute(update(Round).values(state="draft"))
        rounds = [make_round(), make_round()]
        seniors, juniors = make_seniors(SENIORS), make_people(JUNIORS)
        volunteer(rounds[0], seniors[:3], "senior")
        volunteer(rounds[1], seniors[2:], "senior")
        for round_id in rounds:
            volunteer(round_id, juniors[:1], "junior", capacity=2)
            volunteer(round_id, juniors[1:], "junior")
    for round_id in rounds:
        propose(round_id)
    return World(rounds, seniors, juniors, dict(zip(juniors, (2, 1, 1), strict=True)))


def take(world: World, step: Step) -> None:
    """One thing happens; what the house refuses does not."""
    name, one, other = step
    act = ACTS[name]
    with suppress(ServiceError):
        act(world, one, other)


def pick_asked(world: World, one: int) -> tuple[int, int] | None:
    """Some proposal that waits for somebody's word, and whose."""
    with transaction():
        people = [*world.seniors, *world.juniors]
        waiting = [
            (person_id, found)
            for person_id in people
            for found in session().scalars(select(Proposal.id).where(asks(person_id)).order_by(Proposal.id))
        ]
    return waiting[one % len(waiting)] if waiting else None


def say_yes(world: World, one: int, _: int) -> None:
    found = pick_asked(world, one)
    if found:
        with transaction():
            accept(*found, start=start_pair)


def say(answer: Answer, world: World, one: int) -> None:
    found = pick_asked(world, one)
    if found:
        with transaction():
            decline(*found, answer)


def back(world: World, one: int, _: int) -> None:
    found = pick_asked(world, one)
    if found:
        with transaction():
            take_back(*found)


def pass_days(world: World, one: int, _: int) -> None:
    """The clock goes to the beat after one day, or after six."""
    _move(world, 6 if one > 8 else 1)
    with clock.at(world.now):
        hold_beats()
        run_asked()


def kill(world: World, _: int, __: int) -> None:
    """The worker of the next calculations dies in the middle; another takes them over when the lease is over."""
    _move(world, 1)
    with clock.at(world.now):
        hold_beats()
        with transaction():
            asked = session().scalars(select(Calculation.id).where(Calculation.state == "asked")).all()
        for calculation_id in asked:
            with transaction():
                dead = calculate.claim(calculation_id)
            assert dead is not None
            with transaction():
                calculate.tell_progress(dead, "solve", 0, 1)
    world.now += calculate.LEASE + timedelta(seconds=1)
    with clock.at(world.now):
        with transaction():
            due = calculations.list_due(clock.now())
        for calculation_id in due:
            calculate_round(calculation_id)


def withdraw(world: World, one: int, other: int) -> None:
    with transaction():
        mine = update(Volunteer).where(Volunteer.person_id == _somebody(world, one))
        session().execute(mine.where(Volunteer.round_id == world.rounds[other % 2]).values(state="withdrawn"))


def leave(world: World, one: int, _: int) -> None:
    with transaction():
        gone = update(Person).where(Person.id == _somebody(world, one))
        session().execute(gone.values(left_on=date(2026, 3, 3)))


def change_line(world: World, one: int, other: int) -> None:
    with transaction():
        boss = world.seniors[one % SENIORS]
        session().execute(update(Person).where(Person.id == world.juniors[other % JUNIORS]).values(manager_id=boss))


def pause(world: World, one: int, _: int) -> None:
    with transaction():
        begin_pause(get_person(_somebody(world, one)), Length.WEEK)


def stop(world: World, one: int, _: int) -> None:
    with transaction():
        live = session().scalars(select(Pair).where(Pair.state == "active", among(Pair.round_id, world.rounds))).all()
        if live:
            chosen = live[one % len(live)]
            chosen.state, chosen.ended_at = "stopped", clock.now()


ACTS = {
    "yes": say_yes,
    "beat": pass_days,
    "other": lambda world, one, _: say(Answer.OTHER, world, one),
    "later": lambda world, one, _: say(Answer.LATER, world, one),
    "back": back,
    "withdraw": withdraw,
    "leave": leave,
    "line": change_line,
    "pause": pause,
    "stop": stop,
    "killed": kill,
}


def _somebody(world: World, one: int) -> int:
    people = [*world.seniors, *world.juniors]
    return people[one % len(people)]


def _move(world: World, days: int) -> None:
    world.days += days
    world.now = beat_of(MONDAY, world.days)


def check(world: World) -> None:
    """What must hold at every moment."""
    with transaction():
        held = session().scalars(select(Proposal).where(among(Proposal.round_id, world.rounds))).all()
        pairs = session().scalars(select(Pair).where(among(Pair.round_id, world.rounds))).all()
        _check_places(world, held, pairs)
        _check_asked(world, held)
        _check_line(world, pairs)


def _check_places(world: World, held: Sequence[Proposal], pairs: Sequence[Pair]) -> None:
    open_ones = Counter((one.round_id, one.senior_id) for one in held if one.state != State.OVER)
    assert all(count == 1 for count in open_ones.values()), "Two proposals at once for one senior."
    loads = Counter(one.junior_id for one in held if one.state in TAKES_A_PLACE)
    loads.update(one.junior_id for one in pairs if one.state == "active")
    assert all(load <= world.capacity[junior_id] for junior_id, load in loads.items()), "Over capacity."


def _check_asked(world: World, held: Sequence[Proposal]) -> None:
    """A couple is asked by one proposal for ever, over all rounds."""
    for one in held:
        if one.state in ("senior-asked", "junior-asked"):
            assert world.asked.setdefault((one.senior_id, one.junior_id), one.id) == one.id, "Asked twice."


def _check_line(world: World, pairs: Sequence[Pair]) -> None:
    """Looked at after every step, so at the moment at which a pair began."""
    for pair in pairs:
        if pair.id in world.paired:
            continue
        world.paired.add(pair.id)
        line = line_above([pair.senior_id, pair.junior_id])
        senior, junior = line.place(pair.senior_id), line.place(pair.junior_id)
        is_below = senior.enter <= junior.enter < senior.leave and junior.depth - senior.depth <= 2
        assert not is_below, "In one line."
        here = session().scalars(
            select(Person.id).where(among(Person.id, [pair.senior_id, pair.junior_id]), Person.left_on.is_(None))
        )
        assert len(here.all()) == 2, "Somebody who left was paired."


@pytest.mark.property
@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(drawn=steps)
def test_no_place_is_booked_twice_no_rule_is_broken_and_nobody_is_asked_twice(
    app: Application, drawn: list[Step]
) -> None:
    with clock.at(MONDAY):
        world = make_world()
        check(world)
    for step in drawn:
        with clock.at(world.now):
            take(world, step)
            check(world)
