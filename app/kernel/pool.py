"""Sees to it that a connection which has rested is alive before it is used; one used a moment ago is trusted."""

from __future__ import annotations

import time

import psycopg
from sqlalchemy.exc import InvalidatePoolError
from sqlalchemy.pool import ConnectionPoolEntry, PoolProxiedConnection

RESTED = 1.0
"""Seconds after which a connection is asked whether it lives: less than a PostgreSQL needs to go and come back.

A request that is under way as it goes is answered 503; those that come after it is back never notice.
"""

_SINCE = "rests_since"


def note_rest(_: psycopg.Connection, entry: ConnectionPoolEntry) -> None:
    """Remember when a connection came back."""
    entry.info[_SINCE] = time.monotonic()


def check_connection(connection: psycopg.Connection, entry: ConnectionPoolEntry, _: PoolProxiedConnection) -> None:
    """Ask a connection that has rested whether it lives; when it does not, every other one is renewed too."""
    since = entry.info.get(_SINCE)
    if since is None or time.monotonic() - since < RESTED:
        return
    try:
        connection.execute("select 1")
        connection.rollback()
    except psycopg.Error as lost:
        raise InvalidatePoolError from lost


EVENTS = ((check_connection, "checkout"), (note_rest, "checkin"))
"""For the engine: what listens to which of its pool's events."""
