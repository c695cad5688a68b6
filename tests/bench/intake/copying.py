"""The yardstick: the same rows by bare COPY into a plain table, which checks, indexes and wakes nothing."""

from __future__ import annotations

import time
from collections.abc import Sequence

import psycopg

from app.journal.service import NewFact

PLAIN = "create table plain (like fact including defaults including generated including identity)"
"""A row of the fact's shape: the same columns, numbered and stamped alike. No index, no constraint."""
COPY = """
copy plain (kind, actor_id, counterpart_id, object, community, occurred_at, source, source_key, undoes, body) from stdin
"""

Row = tuple[object, ...]


def copy_in_batches(database_url: str, batches: Sequence[Sequence[NewFact]]) -> float:
    """Rows a second, each batch a transaction of its own, as they come in."""
    rows = [[_row(fact) for fact in batch] for batch in batches]
    with psycopg.connect(database_url) as connection:
        connection.execute(PLAIN)
        connection.commit()
        began = time.perf_counter()
        for batch in rows:
            _copy(connection, batch)
            connection.commit()
        return sum(map(len, rows)) / (time.perf_counter() - began)


def copy_at_once(database_url: str, batches: Sequence[Sequence[NewFact]]) -> float:
    """Rows a second, everything in one COPY and one transaction."""
    return copy_in_batches(database_url, [[fact for batch in batches for fact in batch]])


def _copy(connection: psycopg.Connection, rows: Sequence[Row]) -> None:
    with connection.cursor().copy(COPY) as copy:
        for row in rows:
            copy.write_row(row)


def _row(fact: NewFact) -> Row:
    return (
        *(fact.kind, fact.actor_id, fact.counterpart_id, fact.object, fact.community),
        *(fact.occurred_at, fact.source, fact.source_key, fact.undoes, "{}"),
    )
