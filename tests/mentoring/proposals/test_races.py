"""Two calculations, two yeses or two clicks at the same moment: one place is one place."""

from __future__ import annotations

from collections.abc import Callable
from threading import Barrier, Thread

import pytest
from sqlalchemy import func, select, update

from app.kernel import clock
from app.kernel.application import Application
from app.kernel.database import session
from app.kernel.transaction import transaction
from mentoring.pairs.service.start import start_pair
from mentoring.proposals.jobs import calculate_round
from mentoring.proposals.models import Proposal
from mentoring.proposals.service.answer import accept
from mentoring.volunteers.models import Volunteer
from tests.makers import make_people
from tests.mentoring.proposals.company import MONDAY, asked, make_round, make_seniors, pairs, propose, volunteer

pytestmark = [pytest.mark.fault, pytest.mark.usefixtures("monday")]


def in_threads(app: Application, *works: Callable[[], object]) -> None:
    """At the same moment, each in a thread and with a connection of its own; what one raises is lost, as in a worker."""
    barrier = Barrier(len(works))

    def work(one: Callable[[], object]) -> None:
        with app.app_context(), clock.freeze_at(MONDAY):
            barrier.wait()
            one()

    threads = [Thread(target=work, args=(one,)) for one in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_two_rounds_calculated_at_once_book_no_place_twice(app: Application) -> None:
    with transaction():
        rounds = [make_round(), make_round()]
        juniors = make_people(4)
        for round_id in rounds:
            volunteer(round_id, make_seniors(4), "senior")
            volunteer(round_id, juniors, "junior")
    numbers = [asked(round_id) for round_id in rounds]

    in_threads(app, *(lambda number=number: calculate_round(number) for number in numbers))

    with transaction():
        loads = session().execute(select(Proposal.junior_id, func.count()).group_by(Proposal.junior_id)).all()
    assert [load for _, load in loads] == [1, 1, 1, 1]


def test_two_yeses_at_once_share_one_place_and_one_double_click_is_one_pair(app: Application) -> None:
    with transaction():
        rounds = [make_round(), make_round()]
        (junior,) = make_people(1)
        seniors = make_seniors(2)
        for round_id, senior in zip(rounds, seniors, strict=True):
            volunteer(round_id, [senior], "senior")
            volunteer(round_id, [junior], "junior", capacity=2)
    both = [propose(round_id)[0] for round_id in rounds]
    for one in both:
        with transaction():
            accept(one.senior_id, one.id, start=start_pair)
    with transaction():
        session().execute(update(Volunteer).where(Volunteer.person_id == junior).values(capacity=1))

    followed: list[str] = []

    def yes(proposal_id: int) -> None:
        with transaction():
            followed.append(accept(junior, proposal_id, start=start_pair))

    in_threads(app, *(lambda one=one: yes(one.id) for one in (*both, *both)))

    assert len(pairs()) == 1
    assert sorted(followed) == ["gone", "gone", "paired", "paired"]
