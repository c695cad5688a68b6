"""What reading connections are sent, for tests that count statements."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg

from app.kernel.application import get_extension
from app.kernel.reading import EXTENSION, ReadingConnections, ReadRow


@contextmanager
def heard_reads(statements: list[str]) -> Iterator[None]:
    """Add each statement of the reading connections of the current application to the list, for the block."""

    class HearingCursor(psycopg.Cursor[ReadRow]):
        def execute(self, query: Any, params: Any = None, **options: Any) -> HearingCursor:
            statements.append(str(query))
            return super().execute(query, params, **options)

    def connect_and_hear() -> psycopg.Connection[ReadRow]:
        connection = connect()
        connection.cursor_factory = HearingCursor
        return connection

    connections: ReadingConnections = get_extension(EXTENSION)
    connect = connections.connect
    connections.close()
    connections.connect = connect_and_hear
    try:
        yield
    finally:
        connections.connect = connect
        connections.close()
