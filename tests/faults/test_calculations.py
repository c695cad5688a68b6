"""A worker killed in the middle of a calculation: the clock finds it, another does it from the start, and nothing is there twice."""

from __future__ import annotations

from datetime import timedelta

import psycopg
import pytest
from sqlalchemy import func, select, update

from app.kernel import clock
from app.kernel.application import Application
from app.kernel.database import session
from app.kernel.transaction import transaction
from mentoring.proposals.models import Calculation, Proposal
from mentoring.proposals.service.calculations import request_calculation
from mentoring.proposals.service.release import release_first_proposals
from mentoring.rounds.models import Round
from tests.faults.commands import wait_for_exit
from tests.faults.conftest import Start
from tests.faults.test_kills import wait_for
from tests.makers import make_people
from tests.mentoring.proposals.company import add_volunteers, make_round, make_seniors
from tests.private_engines import PrivateEngines

pytestmark = pytest.mark.fault


def _state() -> str:
    with transaction():
        return session().scalars(select(Calculation.state)).one()


def test_a_worker_killed_in_the_middle_of_a_calculation_is_taken_over(
    own_app: Application, own_engines: PrivateEngines, start: Start
) -> None:
    with transaction():
        round_id = make_round()
        add_volunteers(round_id, make_seniors(6), "senior")
        add_volunteers(round_id, make_people(6), "junior")
    with psycopg.connect(own_engines.database_url) as lock:
        lock.execute("lock table mentoring_proposal in access exclusive mode")
        worker = start("worker")
        with transaction():
            request_calculation(session().get_one(Round, round_id))
        wait_for(lambda: _state() == "running")
        worker.kill()
        assert wait_for_exit(worker, 60) == -9

    with transaction():
        session().execute(update(Calculation).values(claimed_until=clock.now() - timedelta(seconds=1)))
    start("clock")
    start("worker")
    wait_for(lambda: _state() == "done")
    with transaction():
        release_first_proposals(session().get_one(Round, round_id))

    with transaction():
        states = [
            tuple(row) for row in session().execute(select(Proposal.state, func.count()).group_by(Proposal.state))
        ]
        attempts = session().scalar(select(Calculation.attempt).where(Calculation.round_id == round_id))
    assert (states, attempts) == ([("senior-asked", 6)], 2)
