"""The process that tells of thanks is killed at each of its steps: the receiver is told once, and the journal has one fact."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.cli.service import open_application_from_environment
from app.journal.models import Fact
from app.kernel import clock
from app.kernel.application import Application
from app.kernel.database import session
from app.kernel.due_steps import take_due_steps
from app.kernel.transaction import transaction
from app.notices.models import Notice
from app.people.queries import get_person
from badges.thanks.jobs import DUE_STEPS
from badges.thanks.service.give import TypedThanks, give_thanks_to_typed_person
from tests.badges.thanks.acts import REASON, WEDNESDAY
from tests.faults.killed_writers import kill_writer
from tests.makers import make_people
from tests.private_engines import PrivateEngines

pytestmark = pytest.mark.fault


def tell_receivers() -> None:
    """What the job of a worker does, twelve minutes after the thanks were given."""
    with clock.freeze_at(WEDNESDAY + timedelta(minutes=12)):
        take_due_steps(DUE_STEPS)


def run_due_worker() -> None:
    """The same, in a worker of its own."""
    with open_application_from_environment():
        tell_receivers()


def list_givers_and_receivers() -> tuple[list[int | None], list[int]]:
    """Who gave, by the journal, and who was told, by the inboxes."""
    with transaction():
        facts = session().scalars(select(Fact.actor_id).where(Fact.kind == "thanks.given")).all()
        notices = session().scalars(select(Notice.person_id).where(Notice.kind == "thanks.received")).all()
        return list(facts), list(notices)


def test_thanks_whose_telling_is_killed_are_told_once(
    own_app: Application, own_engines: PrivateEngines, variables: dict[str, str]
) -> None:
    with clock.freeze_at(WEDNESDAY), transaction():
        giver, receiver = make_people(2)
        email = get_person(receiver).email
        give_thanks_to_typed_person(giver, TypedThanks(receiver=email, reason=REASON, effect="", submission="form"))
    for table in ("notice", "fact"):
        kill_writer(run_due_worker, table, own_engines, variables)
        assert list_givers_and_receivers() == ([], []), table
    for _ in range(2):
        tell_receivers()
        assert list_givers_and_receivers() == ([giver], [receiver])
