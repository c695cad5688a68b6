"""The floor: how far a standby must have got before anybody is shown a page from it, kept in Redis for every process."""

from __future__ import annotations

import logging
from typing import Any

import psycopg
from flask import current_app
from psycopg.rows import scalar_row
from redis import Redis, RedisError
from sqlalchemy import Engine, text

from app.kernel.database import STANDBY, db, reads_standby
from app.kernel.jobs import redis_connection

log = logging.getLogger(__name__)

FLOOR, PLACE = "passerelle:standby:floor", "wal"
LIFE = 60
"""Seconds after which a floor that nobody raises is gone: without one, the primary serves."""

REPLAYED = "select pg_wal_lsn_diff(pg_last_wal_replay_lsn(), '0/0')::bigint"
_WRITTEN = text("select pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::bigint")
_REPLAYED = text(REPLAYED)


def has_standby() -> bool:
    """Whether the service has one."""
    return STANDBY in current_app.config["SQLALCHEMY_BINDS"]


def raise_floor() -> None:
    """From now on, no page comes from a standby that lacks what was committed by now. The floor never sinks.

    Where Redis does not answer, the clock raises it a second later.
    """
    written = _read_place(db.engine)
    try:
        _store_floor(redis_connection(), written)
    except RedisError as away:
        log.warning("Redis is away; the clock will raise the floor of the standby: %s", away)


def follow_primary() -> None:
    """Raise the floor to this moment; one that is above it is of another cluster and is forgotten first. Raises RedisError."""
    before = redis_connection().zscore(FLOOR, PLACE)
    written = _read_place(db.engine)
    if before is not None and before > written:
        redis_connection().delete(FLOOR)
    _store_floor(redis_connection(), written)


def find_floor() -> int | None:
    """The floor, in bytes of the write-ahead log; None when there is none, and when Redis does not answer."""
    try:
        floor = redis_connection().zscore(FLOOR, PLACE)
    except RedisError:
        return None
    return None if floor is None else int(floor)


def find_replayed() -> int | None:
    """How far the standby got, in the same bytes; None for a server that is none. Raises DBAPIError."""
    return _read_place(db.engines[STANDBY])


def refuse_standby_below_floor(connection: psycopg.Connection[Any]) -> None:
    """Close a new connection with which a page would read from a standby that lacks what the floor asks for; raises OperationalError.

    The page was sent to the standby for how far it was known to be. An older one may have taken its place since.
    """
    if not reads_standby.get():
        return
    replayed, floor = connection.cursor(row_factory=scalar_row).execute(REPLAYED).fetchone(), find_floor()
    if replayed is None or floor is None or replayed < floor:
        connection.close()
        raise psycopg.OperationalError("The standby lacks what the floor asks for.")
    connection.rollback()


def _read_place(engine: Engine) -> int:
    question = _REPLAYED if engine is db.engines.get(STANDBY) else _WRITTEN
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        place: int = connection.scalar(question)
    return place


def _store_floor(redis: Redis, place: int) -> None:
    pipeline = redis.pipeline(transaction=False)
    pipeline.zadd(FLOOR, {PLACE: place}, gt=True)
    pipeline.expire(FLOOR, LIFE)
    pipeline.execute()
