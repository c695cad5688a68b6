"""The clock: asks what is due and enqueues it, from one machine at a time, and recovers when the database comes back."""

from __future__ import annotations

import logging
import math
import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from threading import Event

from flask import Flask
from redis import RedisError
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError, OperationalError

from app.kernel.database import db, session
from app.kernel.jobs import enqueue_job_after_commit, redis_connection, run_job_here
from app.kernel.manifest import Schedule
from app.kernel.transaction import transaction

log = logging.getLogger(__name__)

LEADER = 0x70617373
"""The advisory lock of the clock that leads."""
LONGEST_WAIT = 1.0
"""Seconds between two looks at the database and at what is due, at most."""
HEARTBEAT = "passerelle:clock"

_LEADER = text(
    """
    select coalesce(host(activity.client_addr), 'localhost') as host, activity.backend_start as since
    from pg_locks held join pg_stat_activity activity on activity.pid = held.pid
    where held.locktype = 'advisory' and held.granted and held.objsubid = 1 and held.classid = 0 and held.objid = :leader
        and held.database = (select oid from pg_database where datname = current_database())
    """
)

Timetable = dict[Schedule, float]
"""When each schedule is due next, in seconds of the monotonic clock."""


def run_schedules(app: Flask, schedules: Iterable[Schedule], stop: Event) -> None:
    """Run or enqueue what is due until `stop` is set. A second clock waits; a lost database pauses the clock."""
    timetable = dict.fromkeys(schedules, 0.0)
    with app.app_context():
        while not stop.is_set():
            _run_schedules_while_connected(timetable, stop)


def _run_schedules_while_connected(timetable: Timetable, stop: Event) -> None:
    try:
        with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            _run_schedules_on_connection(dict(timetable), connection, stop)
    except DBAPIError as away:
        log.warning("The clock waits for the database: %s", away.orig)
        stop.wait(LONGEST_WAIT)


def _run_schedules_on_connection(timetable: Timetable, connection: Connection, stop: Event) -> None:
    is_leader = False
    while not stop.is_set():
        is_leader = _check_connection_or_try_to_lead(connection, is_leader=is_leader)
        if is_leader:
            _run_due_schedules(timetable)
        stop.wait(_compute_wait(timetable) if is_leader else LONGEST_WAIT)


def _compute_wait(timetable: Timetable) -> float:
    """Seconds until something is due."""
    until_next = min(timetable.values(), default=math.inf) - time.monotonic()
    return min(max(until_next, 0.0), LONGEST_WAIT)


def _check_connection_or_try_to_lead(connection: Connection, *, is_leader: bool) -> bool:
    """Whether this clock leads. The lock lasts as long as the connection, so a leader only checks that one; a lost one raises."""
    if is_leader:
        return bool(connection.execute(text("select true")).scalar())
    return bool(connection.execute(text("select pg_try_advisory_lock(:leader)"), {"leader": LEADER}).scalar())


def _run_due_schedules(timetable: Timetable) -> None:
    """Enqueue the jobs that are due, and run those that only ask what is due; each gets its next moment."""
    now = time.monotonic()
    ready = [schedule for schedule, due_at in timetable.items() if due_at <= now]
    for schedule in ready:
        timetable[schedule] = now + schedule.every.total_seconds()
        if schedule.runs_in_clock:
            _run_job_logging_failure(schedule.job)
    with transaction():
        for schedule in ready:
            if not schedule.runs_in_clock:
                enqueue_job_after_commit(schedule.job, once=f"clock:{schedule.job}")
    _write_heartbeat()


def _run_job_logging_failure(name: str) -> None:
    """Run a job that asks what is due; where it fails, the others go on and it is tried again at its next moment."""
    try:
        run_job_here(name)
    except (OperationalError, RedisError) as away:
        log.warning("The clock could not ask %s: %s", name, away)
    except Exception:
        log.exception("The clock could not ask %s; it asks again at the next moment.", name)


def _write_heartbeat() -> None:
    try:
        redis_connection().set(HEARTBEAT, int(time.time()), ex=15)
    except RedisError:
        log.warning("Redis is away; the clock goes on.")


@dataclass(frozen=True)
class LeadingClock:
    """The clock that leads: its host as the database sees it, since when it is connected, and when it last beat.

    `beat_at` is None after 15 silent seconds, and while Redis does not answer.
    """

    host: str
    since: datetime
    beat_at: datetime | None


def find_leading_clock() -> LeadingClock | None:
    """The clock that leads, by the lock it holds in the database; None when none runs."""
    row = session().execute(_LEADER, {"leader": LEADER}).one_or_none()
    if row is None:
        return None
    try:
        beat = find_last_heartbeat()
    except RedisError:
        beat = None
    return LeadingClock(row.host, row.since, None if beat is None else datetime.fromtimestamp(beat, UTC))


def find_last_heartbeat() -> int | None:
    """The Unix time of the clock's last look; None after 15 silent seconds. Raises RedisError."""
    heartbeat = redis_connection().get(HEARTBEAT)
    return int(str(heartbeat, "ascii")) if isinstance(heartbeat, bytes) else None
