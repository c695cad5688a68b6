"""The worker that reads what a network sent is killed before each of its writes: everything is read later, in order and once."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from dataclasses import replace

import orjson
import pytest
from sqlalchemy import func, select

from app.cli.service import open_application_from_environment
from app.intake.inbox.jobs import read_items_of_source
from app.intake.inbox.queries import list_ids_of_waiting_sources
from app.intake.service.connect import connect_source
from app.journal.models import Fact
from app.kernel import clock
from app.kernel.application import Application
from app.kernel.database import session
from app.kernel.sealing import parse_keyring
from app.kernel.transaction import transaction
from app.people.models import Person
from tests.faults.killed_writers import kill_writer
from tests.intake.reading import list_outcomes, read_inboxes
from tests.intake.sample import Credentials
from tests.intake.sources.slack.sample import message, write_headers
from tests.makers import make_people
from tests.private_engines import PrivateEngines

pytestmark = pytest.mark.fault

SECRET = "8f742231b10e8888abcd99yyyzzz85a5"
WRITTEN_KEY = f"test:{b64encode(b'k' * 32).decode()}"
MESSAGES = 5


@pytest.fixture
def slack(own_app: Application) -> Iterator[None]:
    """A workspace that is connected, and in which one of our people writes."""
    settings = own_app.config["SETTINGS"]
    own_app.config["SETTINGS"] = replace(settings, sources_key=parse_keyring(WRITTEN_KEY))
    with transaction():
        (ada,) = make_people(1)
        session().get_one(Person, ada).external_id = "ada"
        connect_source("slack", "slack", secret=SECRET)
    yield
    own_app.config["SETTINGS"] = settings


def send(app: Application, number: int) -> None:
    """One message, as Slack sends it."""
    now = clock.now()
    body = orjson.dumps(message(number, now))
    headers = write_headers(Credentials(secret=SECRET, token=""), body, now)
    assert app.test_client().post("/hooks/slack", data=body, headers=headers).status_code == 200


def read_as_worker() -> None:
    """What the jobs of a worker do, in a process of its own."""
    with open_application_from_environment():
        with transaction():
            source_ids = list_ids_of_waiting_sources()
        for source_id in source_ids:
            read_items_of_source(source_id)


def count_facts() -> int:
    with transaction():
        return session().scalar(select(func.count()).where(Fact.source == "slack")) or 0


def test_what_a_killed_worker_had_begun_is_read_by_the_next_one_once(
    own_app: Application, slack: None, own_engines: PrivateEngines, variables: dict[str, str]
) -> None:
    for number in range(MESSAGES):
        send(own_app, number)

    for table in ("fact", "inbox_item"):
        kill_writer(read_as_worker, table, own_engines, variables | {"SOURCES_KEY": WRITTEN_KEY})
        assert (count_facts(), list_outcomes(own_app)) == (0, ["waiting"] * MESSAGES), table
    assert read_inboxes(own_app) == ["accepted counted"] * MESSAGES
    assert count_facts() == MESSAGES
    send(own_app, 0)
    read_inboxes(own_app)
    assert count_facts() == MESSAGES
