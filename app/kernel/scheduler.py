"""The clock: enqueues the scheduled jobs, from one machine at a time, and recovers when the database comes back."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable

from flask import Flask
from redis import RedisError
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from app.kernel.database import db
from app.kernel.jobs import enqueue_job_after_commit, redis_connection
from app.kernel.manifest import Schedule
from app.kernel.transaction import transaction

log = logging.getLogger(__name__)

LEADER = 0x70617373
"""The advisory lock of the clock that leads."""
TICK = 0.25
"""Seconds between two looks at what is due."""
HEARTBEAT = "passerelle:clock"


def run_schedules(app: Flask, schedules: Iterable[Schedule], *, until: Callable[[], bool]) -> None:
    """Enqueue what is due until `until` returns True. A second clock waits; a lost database pauses the clock."""
    timetable = list(schedules)
    with app.app_context():
        while not until():
            _run_schedules_while_connected(timetable, until)


def _run_schedules_while_connected(timetable: list[Schedule], until: Callable[[], bool]) -> None:
    try:
        with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            _run_schedules_on_connection(timetable, connection, until)
    except DBAPIError as away:
        log.warning("The clock waits for the database: %s", away.orig)
        time.sleep(1)


def _run_schedules_on_connection(timetable: list[Schedule], connection: Connection, until: Callable[[], bool]) -> None:
    due = dict.fromkeys(timetable, 0.0)
    while not until():
        if _try_to_be_leader(connection):
            due = _enqueue_due_schedules(due, time.monotonic())
        time.sleep(TICK)


def _try_to_be_leader(connection: Connection) -> bool:
    """Whether this clock has, or just got, the lock; the query also checks the connection."""
    own_lock = text("select 1 from pg_locks where locktype = 'advisory' and objid = :leader and pid = pg_backend_pid()")
    has_lock = connection.execute(own_lock, {"leader": LEADER}).scalar()
    return bool(
        has_lock or connection.execute(text("select pg_try_advisory_lock(:leader)"), {"leader": LEADER}).scalar()
    )


def _enqueue_due_schedules(due: dict[Schedule, float], now: float) -> dict[Schedule, float]:
    ready = [schedule for schedule, moment in due.items() if moment <= now]
    with transaction():
        for schedule in ready:
            enqueue_job_after_commit(schedule.job, once=f"clock:{schedule.job}")
    _write_heartbeat()
    return due | {schedule: now + schedule.every.total_seconds() for schedule in ready}


def _write_heartbeat() -> None:
    try:
        redis_connection().set(HEARTBEAT, int(time.time()), ex=15)
    except RedisError:
        log.warning("Redis is away; the clock goes on.")


def find_last_heartbeat() -> int | None:
    """The Unix time of the clock's last look; None after 15 silent seconds. Raises RedisError."""
    heartbeat = redis_connection().get(HEARTBEAT)
    return int(str(heartbeat, "ascii")) if isinstance(heartbeat, bytes) else None
