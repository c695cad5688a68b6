"""Processor time of this process and of the PostgreSQL that it asks."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg

from app.kernel.settings import Settings
from tests.bench.growth.processor import processor_seconds, server_of


class Meter:
    """Reads both, as one number."""

    def __init__(self, database: psycopg.Connection) -> None:
        """Of the server of this connection."""
        self._server = server_of(database)

    def seconds(self) -> float:
        """What both have used so far."""
        return time.process_time() + processor_seconds(self._server)


@contextmanager
def metering(settings: Settings) -> Iterator[Meter]:
    """A meter for the length of a block."""
    with psycopg.connect(settings.database_url) as database:
        yield Meter(database)
