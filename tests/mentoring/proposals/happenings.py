"""What may happen to people and proposals between two looks: drawn by the tests of whole lives, one step after the other."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from sqlalchemy import select, update

from app.kernel import clock
from app.kernel.database import in_ids_condition, session
from app.kernel.due_steps import take_due_steps
from app.kernel.errors import ServiceError
from app.kernel.transaction import transaction
from app.people.models import Person
from app.people.pauses.service import PauseLength, begin_or_change_pause
from app.people.queries import get_person
from mentoring.pairs.models import Pair
from mentoring.pairs.service.start import start_pair
from mentoring.proposals.jobs import DAILY_STEPS, run_calculation
from mentoring.proposals.lifecycle import ProposalAnswer
from mentoring.proposals.models import Calculation, Proposal
from mentoring.proposals.queries import calculations
from mentoring.proposals.queries.proposals import awaiting_answer_condition
from mentoring.proposals.service import calculate
from mentoring.proposals.service.answer import accept_proposal, decline_proposal, take_back_refusal
from mentoring.rounds.models import Round
from mentoring.volunteers.models import Volunteer
from tests.makers import make_people
from tests.mentoring.proposals.company import (
    MONDAY,
    add_volunteers,
    after_daily_cycle,
    make_round,
    make_seniors,
    propose_round,
    run_requested,
)

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
    ask_counts: dict[tuple[int, int], int] = field(default_factory=dict)
    paired: set[int] = field(default_factory=set)


def make_world() -> World:
    """Each senior in one round or in both; the juniors, with one or two places, in both."""
    with transaction():
        session().execute(update(Round).values(state="draft"))
        rounds = [make_round(), make_round()]
        seniors, juniors = make_seniors(SENIORS), make_people(JUNIORS)
        add_volunteers(rounds[0], seniors[:3], "senior")
        add_volunteers(rounds[1], seniors[2:], "senior")
        for round_id in rounds:
            add_volunteers(round_id, juniors[:1], "junior", capacity=2)
            add_volunteers(round_id, juniors[1:], "junior")
    for round_id in rounds:
        propose_round(round_id)
    return World(rounds, seniors, juniors, dict(zip(juniors, (2, 1, 1), strict=True)))


def take_step(world: World, step: Step) -> None:
    """One thing happens; what the house refuses does not."""
    name, pick, second_pick = step
    act = ACTS[name]
    with suppress(ServiceError):
        act(world, pick, second_pick)


def pick_asked(world: World, pick: int) -> tuple[int, int] | None:
    """Some proposal that waits for somebody's word, and whose."""
    with transaction():
        people = [*world.seniors, *world.juniors]
        waiting = [
            (person_id, waiting)
            for person_id in people
            for waiting in session().scalars(
                select(Proposal.id).where(awaiting_answer_condition(person_id)).order_by(Proposal.id)
            )
        ]
    return waiting[pick % len(waiting)] if waiting else None


def say_yes(world: World, pick: int, _: int) -> None:
    waiting = pick_asked(world, pick)
    if waiting:
        with transaction():
            accept_proposal(*waiting, start=start_pair)


def decline_with(answer: ProposalAnswer, world: World, pick: int) -> None:
    waiting = pick_asked(world, pick)
    if waiting:
        with transaction():
            decline_proposal(*waiting, answer)


def take_back(world: World, pick: int, _: int) -> None:
    waiting = pick_asked(world, pick)
    if waiting:
        with transaction():
            take_back_refusal(*waiting)


def pass_days(world: World, pick: int, _: int) -> None:
    """The clock goes to the daily cycle after one day, or after six."""
    _move_clock(world, 6 if pick > 8 else 1)
    with clock.freeze_at(world.now):
        take_due_steps(DAILY_STEPS)
        run_requested()


def kill_worker(world: World, _: int, __: int) -> None:
    """The worker of the next calculations dies in the middle; another takes them over when the lease is over."""
    _move_clock(world, 1)
    with clock.freeze_at(world.now):
        take_due_steps(DAILY_STEPS)
        with transaction():
            requested = session().scalars(select(Calculation.id).where(Calculation.state == "asked")).all()
        for calculation_id in requested:
            with transaction():
                dead = calculate.claim_calculation(calculation_id)
            assert dead is not None
            with transaction():
                calculate.store_progress_and_renew_claim(dead, "solve", 0, 1)
    world.now += calculate.LEASE + timedelta(seconds=1)
    with clock.freeze_at(world.now):
        with transaction():
            due = calculations.list_due_calculation_ids(clock.now())
        for calculation_id in due:
            run_calculation(calculation_id)


def withdraw_volunteer(world: World, pick: int, second_pick: int) -> None:
    with transaction():
        withdrawal = update(Volunteer).where(Volunteer.person_id == _pick_person(world, pick))
        session().execute(
            withdrawal.where(Volunteer.round_id == world.rounds[second_pick % 2]).values(state="withdrawn")
        )


def leave_company(world: World, pick: int, _: int) -> None:
    with transaction():
        gone = update(Person).where(Person.id == _pick_person(world, pick))
        session().execute(gone.values(left_on=date(2026, 3, 3)))


def change_line(world: World, pick: int, second_pick: int) -> None:
    with transaction():
        boss = world.seniors[pick % SENIORS]
        session().execute(
            update(Person).where(Person.id == world.juniors[second_pick % JUNIORS]).values(manager_id=boss)
        )


def begin_person_pause(world: World, pick: int, _: int) -> None:
    with transaction():
        begin_or_change_pause(get_person(_pick_person(world, pick)), PauseLength.WEEK)


def stop_pair(world: World, pick: int, _: int) -> None:
    with transaction():
        live = (
            session()
            .scalars(select(Pair).where(Pair.state == "active", in_ids_condition(Pair.round_id, world.rounds)))
            .all()
        )
        if live:
            chosen = live[pick % len(live)]
            chosen.state, chosen.ended_at = "stopped", clock.now()


ACTS = {
    "yes": say_yes,
    "cycle": pass_days,
    "other": lambda world, pick, _: decline_with(ProposalAnswer.OTHER, world, pick),
    "later": lambda world, pick, _: decline_with(ProposalAnswer.LATER, world, pick),
    "back": take_back,
    "withdraw": withdraw_volunteer,
    "leave": leave_company,
    "line": change_line,
    "pause": begin_person_pause,
    "stop": stop_pair,
    "killed": kill_worker,
}


def _pick_person(world: World, pick: int) -> int:
    people = [*world.seniors, *world.juniors]
    return people[pick % len(people)]


def _move_clock(world: World, days: int) -> None:
    world.days += days
    world.now = after_daily_cycle(MONDAY, world.days)
