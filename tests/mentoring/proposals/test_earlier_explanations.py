"""A proposal that an earlier version explained stays a page that opens."""

from __future__ import annotations

import flask_migrate
import pytest
from sqlalchemy import update

from app.cli.migrate import MIGRATIONS
from app.kernel.application import Application
from app.kernel.database import db, session
from app.kernel.transaction import transaction
from app.people.models import Person
from mentoring.proposals.models import Proposal
from tests.makers import make_people
from tests.mentoring.proposals.browsing import visit_page
from tests.mentoring.proposals.company import add_volunteers, make_round, make_seniors, propose_round

pytestmark = pytest.mark.usefixtures("monday")

PERIODS, LEVELS = "periods", "levels_above"


def test_an_explanation_goes_back_to_the_earlier_version_and_forward_again(app: Application) -> None:
    with transaction():
        round_id = make_round()
        add_volunteers(round_id, make_seniors(1), "senior")
        add_volunteers(round_id, make_people(1), "junior")
    (proposal,) = propose_round(round_id)
    with transaction():
        above = {"manager_id": make_people(1)[0]}
        session().execute(update(Person).where(Person.id == proposal.junior_id).values(above))
        session().execute(update(Person).where(Person.id == above["manager_id"]).values(manager_id=proposal.senior_id))
        before = dict(session().get_one(Proposal, proposal.id).explanation)

    flask_migrate.Migrate(app, db)
    flask_migrate.downgrade(directory=MIGRATIONS, revision="0019")
    with transaction():
        assert PERIODS not in session().get_one(Proposal, proposal.id).explanation
    flask_migrate.upgrade(directory=MIGRATIONS)

    with transaction():
        after = dict(session().get_one(Proposal, proposal.id).explanation)
    assert after[LEVELS] == 2, "The senior is two levels above the junior in the directory of today."
    assert [period["starts"] for period in after[PERIODS]] == [before[PERIODS][0]["starts"]]
    assert visit_page(app, proposal.senior_id, f"/mentoring/proposals/{proposal.id}").status_code == 200
