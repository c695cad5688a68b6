"""Checks that a connection of the pool is alive before it is used, if it has rested."""

from __future__ import annotations

import time

import psycopg
from sqlalchemy.exc import InvalidatePoolError
from sqlalchemy.pool import ConnectionPoolEntry, PoolProxiedConnection

REST_LIMIT = 1.0
"""Seconds of rest after which a connection is checked: less than a PostgreSQL needs to restart.

A request during the restart is answered 503; those after it succeed.
"""

RESTED_SINCE = "rests_since"


def record_return_to_pool(_: psycopg.Connection, entry: ConnectionPoolEntry) -> None:
    """Note when a connection came back to the pool."""
    entry.info[RESTED_SINCE] = time.monotonic()


def check_connection(connection: psycopg.Connection, entry: ConnectionPoolEntry, _: PoolProxiedConnection) -> None:
    """Check a connection that has rested; when it is dead, the whole pool is renewed.

    The check is committed: at a rollback, psycopg forgets every statement that is prepared on the connection.
    """
    since = entry.info.get(RESTED_SINCE)
    if since is None or time.monotonic() - since < REST_LIMIT:
        return
    try:
        connection.execute("select 1")
        connection.commit()
    except psycopg.Error as lost:
        raise InvalidatePoolError from lost


EVENTS = ((check_connection, "checkout"), (record_return_to_pool, "checkin"))
"""For the engine: the functions that listen to its pool, each with its event."""
