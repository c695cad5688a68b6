"""What may happen to people and proposals between two looks: drawn by the tests of whole lives, one step after the other."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from sqlalchemy import select, update

from app.kernel import clock
from app.kernel.database import is_one_of, session
from app.kernel.errors import ServiceError
from app.kernel.transaction import transaction
from app.people.models import Person
from app.people.pauses.service import PauseLength, begin_pause
from app.people.queries import get_person
from mentoring.pairs.models import Pair
from mentoring.pairs.service.start import start_pair
from mentoring.proposals.jobs import calculate_round, hold_beats
from mentoring.proposals.lifecycle import Answer
from mentoring.proposals.models import Calculation, Proposal
from mentoring.proposals.queries import calculations
from mentoring.proposals.queries.proposals import asks
from mentoring.proposals.service import calculate
from mentoring.proposals.service.answer import accept, decline, take_back
from mentoring.rounds.models import Round
from mentoring.volunteers.models import Volunteer
from tests.makers import make_people
from tests.mentoring.proposals.company import MONDAY, beat_of, make_round, make_seniors, propose, run_asked, volunteer

SENIORS, JUNIORS = 4, 3

Step = tuple[str, int, int]


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
    with clock.freeze_at(world.now):
        hold_beats()
        run_asked()


def kill(world: World, _: int, __: int) -> None:
    """The worker of the next calculations dies in the middle; another takes them over when the lease is over."""
    _move(world, 1)
    with clock.freeze_at(world.now):
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
    with clock.freeze_at(world.now):
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
        begin_pause(get_person(_somebody(world, one)), PauseLength.WEEK)


def stop(world: World, one: int, _: int) -> None:
    with transaction():
        live = (
            session().scalars(select(Pair).where(Pair.state == "active", is_one_of(Pair.round_id, world.rounds))).all()
        )
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
