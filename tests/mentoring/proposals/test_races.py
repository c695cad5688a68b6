"""Two calculations, two yeses or two clicks at the same moment: one place is one place."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Barrier, Event, Thread

import pytest
from sqlalchemy import func, select, text, update
from sqlalchemy.exc import OperationalError

from app.kernel import clock
from app.kernel.application import Application
from app.kernel.database import session
from app.kernel.transaction import transaction
from mentoring.matching.values import ignore_progress
from mentoring.pairs.service.start import start_pair
from mentoring.proposals.calculation import calculate_pairs
from mentoring.proposals.jobs import run_calculation
from mentoring.proposals.models import Proposal
from mentoring.proposals.service import calculate
from mentoring.proposals.service.answer import accept_proposal
from mentoring.proposals.service.newcomers import propose_to_newcomers
from mentoring.proposals.service.release import release_first_proposals
from mentoring.rounds.models import Round
from mentoring.volunteers.models import Volunteer
from tests.makers import make_people
from tests.mentoring.proposals.company import (
    MONDAY,
    add_volunteers,
    list_active_pairs,
    make_round,
    make_seniors,
    propose_round,
    request_calculation_as_hr,
)

pytestmark = [pytest.mark.fault, pytest.mark.usefixtures("monday")]


def in_threads(app: Application, *works: Callable[[], object]) -> None:
    """At the same moment, each in a thread and with a connection of its own; what one raises is lost, as in a worker."""
    barrier = Barrier(len(works))

    def run_work(work: Callable[[], object]) -> None:
        with app.app_context(), clock.freeze_at(MONDAY):
            barrier.wait()
            work()

    threads = [Thread(target=run_work, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_two_rounds_calculated_at_once_book_no_place_twice(app: Application) -> None:
    with transaction():
        rounds = [make_round(), make_round()]
        juniors = make_people(4)
        for round_id in rounds:
            add_volunteers(round_id, make_seniors(4), "senior")
            add_volunteers(round_id, juniors, "junior")
    numbers = [request_calculation_as_hr(round_id) for round_id in rounds]

    in_threads(app, *(lambda number=number: run_calculation(number) for number in numbers))

    with transaction():
        loads = session().execute(select(Proposal.junior_id, func.count()).group_by(Proposal.junior_id)).all()
    assert [load for _, load in loads] == [1, 1, 1, 1]


def test_two_yeses_at_once_share_one_place_and_one_double_click_is_one_pair(app: Application) -> None:
    with transaction():
        rounds = [make_round(), make_round()]
        (junior,) = make_people(1)
        seniors = make_seniors(2)
        for round_id, senior in zip(rounds, seniors, strict=True):
            add_volunteers(round_id, [senior], "senior")
            add_volunteers(round_id, [junior], "junior", capacity=2)
    both = [propose_round(round_id)[0] for round_id in rounds]
    for proposal in both:
        with transaction():
            accept_proposal(proposal.senior_id, proposal.id, start=start_pair)
    with transaction():
        session().execute(update(Volunteer).where(Volunteer.person_id == junior).values(capacity=1))

    followed: list[str] = []

    def say_yes(proposal_id: int) -> None:
        with transaction():
            followed.append(accept_proposal(junior, proposal_id, start=start_pair))

    in_threads(app, *(lambda proposal=proposal: say_yes(proposal.id) for proposal in (*both, *both)))

    assert len(list_active_pairs()) == 1
    assert sorted(followed) == ["gone", "gone", "paired", "paired"]


def accept_as_senior(round_id: int) -> Callable[[], object]:
    (proposal,) = propose_round(round_id)
    return lambda: accept_proposal(proposal.senior_id, proposal.id, start=start_pair)


def release_calculated(round_id: int) -> Callable[[], object]:
    run_calculation(request_calculation_as_hr(round_id))
    return lambda: release_first_proposals(session().get_one(Round, round_id))


def save_calculated(round_id: int) -> Callable[[], object]:
    number = request_calculation_as_hr(round_id)
    with transaction():
        claim = calculate.claim_calculation(number)
        assert claim is not None
        result = calculate_pairs(calculate.read_matching_input_of_claim(claim), ignore_progress)
    return lambda: calculate.save_calculation_and_release_proposals(claim, result)


def propose_to_newcomer(round_id: int) -> Callable[[], object]:
    with transaction():
        session().execute(update(Round).where(Round.id == round_id).values(state="running", rolling=True))
    return lambda: propose_to_newcomers(round_id)


@contextmanager
def junior_locked(app: Application, junior_id: int) -> Iterator[None]:
    """Another transaction holds the junior's entry, as a booking of another round does."""
    locked, done = Event(), Event()

    def hold_lock() -> None:
        with app.app_context(), transaction():
            session().execute(select(Volunteer.id).where(Volunteer.person_id == junior_id).with_for_update()).all()
            locked.set()
            done.wait(30)

    holder = Thread(target=hold_lock)
    holder.start()
    assert locked.wait(30)
    try:
        yield
    finally:
        done.set()
        holder.join()


@pytest.mark.parametrize("prepare", [accept_as_senior, release_calculated, save_calculated, propose_to_newcomer])
def test_every_booking_waits_for_a_transaction_that_holds_the_junior(
    app: Application, prepare: Callable[[int], Callable[[], object]]
) -> None:
    with transaction():
        round_id = make_round()
        (junior,) = make_people(1)
        add_volunteers(round_id, make_seniors(1), "senior")
        add_volunteers(round_id, [junior], "junior")
    book = prepare(round_id)

    with junior_locked(app, junior), pytest.raises(OperationalError, match="lock timeout"), transaction():
        session().execute(text("set local lock_timeout = '200ms'"))
        book()

    with transaction():
        book()
