"""Processor time of one more fact, for each reader that counts and each length of a past."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping

import psycopg
from sqlalchemy import text

from app.journal.reader import Batch, Reader
from app.journal.registry import readers_by_name
from app.kernel.database import session
from app.kernel.settings import Settings
from app.kernel.transaction import transaction
from tests.bench.growth.processor import processor_seconds, server_of
from tests.bench.past import statements
from tests.bench.past.company import PastSizes
from tests.bench.rig import application

READERS = ("missions", "badges", "points")
DATABASE, PYTHON = "database", "Python"


def measure_pasts(settings: Settings, sizes: PastSizes) -> Mapping[tuple[str, int, str], float]:
    """Microseconds of processor time a fact, by reader, length of the past, and where: in the database or in Python.

    The first batch of each past is not measured: it counts what was there before the missions.
    """
    taken: dict[tuple[str, int, str], float] = {}
    with psycopg.connect(settings.database_url) as database, application(settings):
        server = server_of(database)
        for number, past in enumerate(sizes.pasts):
            _handle(_append_batches(sizes, number, range(1)))
            batches = _append_batches(sizes, number, range(1, 1 + sizes.batches))
            for name in READERS:
                before, python = processor_seconds(server), time.process_time()
                _handle(batches, name)
                facts = sizes.people * sizes.batches
                taken[name, past, PYTHON] = 1e6 * (time.process_time() - python) / facts
                taken[name, past, DATABASE] = 1e6 * (processor_seconds(server) - before) / facts
    return taken


def _append_batches(sizes: PastSizes, number: int, batches: range) -> list[Batch]:
    """One more fact of each person with that past, so many times."""
    given = {"people": sizes.people, "after": number * sizes.people}
    with transaction():
        return [Batch(list(session().scalars(text(statements.NEW), given | {"batch": batch}))) for batch in batches]


def _handle(batches: list[Batch], *names: str) -> None:
    """As a drain does, a transaction for each batch."""
    for reader in _list_readers(names or READERS):
        for batch in batches:
            with transaction():
                reader.handle(batch)


def _list_readers(names: tuple[str, ...]) -> Iterator[Reader]:
    return (readers_by_name()[name] for name in names)
