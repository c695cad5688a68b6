"""The company that the stream falls on: its people, and the demo's programme of missions, rules, badges and boards."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from sqlalchemy import select

from app.kernel.database import session
from app.kernel.settings import Settings
from app.kernel.transaction import transaction
from app.people.accounts.service.tokens import create_token
from app.people.directory.service.imports import apply_import
from app.people.models import Person
from app.people.queries import get_person
from app.people.service.participation import choose_visibility
from seeds.programme import publish_programme
from tests.bench.intake.stream import SOURCE, Stream
from tests.bench.rig import application

TEMPLATE = "bench_company"
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
APPEARS_EVERY = 5
"""One person out of so many chooses to appear on boards."""


def settled_in(stream: Stream) -> Callable[[], None]:
    """Fills a database: everybody of the stream takes part, nothing of it has been heard yet."""

    def fill() -> None:
        with transaction():
            reading = apply_import(stream.people)
            assert reading.problems == (), reading.problems
            publish_programme(LONG_AGO)
        with transaction():
            for person_id in list(ids_by_name().values())[::APPEARS_EVERY]:
                choose_visibility(get_person(person_id), on_boards=True)

    return fill


def ids_by_name() -> dict[str, int]:
    """People by their names in the directory, in order."""
    rows = session().execute(select(Person.external_id, Person.id).order_by(Person.id))
    return {row.external_id: row.id for row in rows}


def read_ids(settings: Settings) -> dict[str, int]:
    """The same, of a company in which nobody works yet."""
    with application(settings), transaction():
        return ids_by_name()


def make_token() -> str:
    """What the RSE shows to push."""
    with transaction():
        return create_token("the RSE", scopes={"activities:write"}, source=SOURCE)
