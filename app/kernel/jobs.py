"""Jobs for RQ: enqueued after the commit, coalesced, and never the only record of what is due."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from functools import partial
from typing import Any, TypeVar

from flask import Flask, current_app
from redis import Redis, RedisError, ResponseError
from redis.backoff import NoBackoff
from redis.retry import Retry
from rq import Queue, get_current_job
from rq.worker import SimpleWorker

from app.kernel.database import session
from app.kernel.job_lanes import JobLanes
from app.kernel.transaction import run_after_commit

log = logging.getLogger(__name__)

Work = TypeVar("Work", bound=Callable[..., Any])

QUEUE = "passerelle"
PROBE = "passerelle:probe"
PROBE_LIFE = 60
SENDING_QUEUE = "passerelle-sending"
"""For jobs that wait for the servers of others: a sender runs them side by side, so that they take no worker."""
LANES = 64
"""How many jobs of that queue one sender runs at once."""
TOKEN_LIFE = 10
"""Seconds after which a lost request no longer blocks the next: the most that a killed worker costs."""


@dataclass(frozen=True)
class JobRequest:
    """One job to enqueue: its name, its arguments, and the name under which equal requests are one."""

    name: str
    args: tuple[Any, ...]
    once: str | None
    queue: str = QUEUE


def connect_redis(app: Flask) -> None:
    """Connect `app` to its Redis; a Redis that does not answer costs a request 0.2 s at most."""
    app.extensions["redis"] = Redis.from_url(
        app.config["SETTINGS"].redis_url,
        socket_timeout=0.2,
        socket_connect_timeout=0.2,
        retry=Retry(NoBackoff(), 1),
    )


def mark_as_job(name: str, queue: str = QUEUE) -> Callable[[Work], Work]:
    """Name a function as a job for RQ: ids in, its own transactions inside, idempotent."""

    def attach_job_name_and_queue(work: Work) -> Work:
        work.__dict__.update(job_name=name, job_queue=queue)
        return work

    return attach_job_name_and_queue


def register_jobs(app: Flask, jobs: Iterable[Callable[..., Any]]) -> None:
    """Give `app` its jobs by name; a name stays when the code moves, so queued jobs survive an upgrade."""
    jobs_by_name: dict[str, Callable[..., Any]] = {}
    for work in jobs:
        name = work.__dict__["job_name"]
        assert name not in jobs_by_name, f"Two jobs are called {name}."
        jobs_by_name[name] = work
    app.extensions["jobs"] = jobs_by_name


def enqueue_job_after_commit(name: str, *args: Any, once: str | None = None) -> None:
    """Enqueue a job after the commit. Requests with the same `once` are one until a worker starts it."""
    assert name in current_app.extensions["jobs"], f"No job is called {name}."
    queue = current_app.extensions["jobs"][name].job_queue
    pending = session().info.setdefault("jobs", [])
    pending.append(JobRequest(name, args, once, queue))
    run_after_commit(partial(_enqueue_pending_jobs, pending), once="jobs")


def _enqueue_pending_jobs(pending: list[JobRequest]) -> None:
    requests = list(dict.fromkeys(pending))
    pending.clear()
    try:
        enqueue_job_requests(redis_connection(), requests)
    except RedisError as away:
        log.warning("Redis is away; the clock will ask again for %d jobs: %s", len(requests), away)


def enqueue_job_requests(connection: Redis, requests: list[JobRequest]) -> None:
    """Enqueue the requests, without those that wait already under the same name."""
    pipeline = connection.pipeline(transaction=False)
    for request in requests:
        pipeline.set(_waiting_job_key(request.once or ""), 1, nx=request.once is not None, ex=TOKEN_LIFE)
    fresh: defaultdict[str, list[JobRequest]] = defaultdict(list)
    for request, won in zip(requests, pipeline.execute(), strict=True):
        if won:
            fresh[request.queue].append(request)
    for queue, wanted in fresh.items():
        Queue(queue, connection=connection).enqueue_many([_rq_job(request) for request in wanted])


def redis_connection() -> Redis:
    """The Redis connection of the current application."""
    connection: Redis = current_app.extensions["redis"]
    return connection


def count_live_workers(queue: str) -> int:
    """How many processes take jobs from that queue. Raises RedisError.

    RQ lists them in a set, and the key of one that was killed stays for a minute and a half: only those whose connection
    is open count, where Redis lets us list its connections.
    """
    connection = redis_connection()
    keys = connection.smembers(f"rq:workers:{queue}")
    try:
        connected = {str(client["name"]) for client in connection.client_list()}
    except ResponseError:
        return int(connection.exists(*keys)) if keys else 0
    return sum(bytes(key).decode().removeprefix("rq:worker:") in connected for key in keys if isinstance(key, bytes))


def is_any_worker_alive(queue: str) -> bool:
    """Whether a process takes jobs from that queue now; False too when Redis does not answer."""
    try:
        return count_live_workers(queue) > 0
    except RedisError:
        return False


def count_waiting_jobs(queue: str) -> int:
    """How many jobs wait in that queue. Raises RedisError."""
    return int(redis_connection().llen(f"rq:queue:{queue}"))


@dataclass(frozen=True)
class QueueState:
    """How many processes take jobs from a queue, how many jobs wait there, and when the first of them was enqueued."""

    workers: int
    waiting: int
    oldest_at: datetime | None


def find_queue_state(queue: str) -> QueueState | None:
    """The state of that queue; None when Redis does not answer."""
    try:
        oldest = Queue(queue, connection=redis_connection()).get_jobs(0, 1)
        moment = oldest[0].enqueued_at if oldest else None
        oldest_at = None if moment is None else moment.replace(tzinfo=moment.tzinfo or UTC)
        return QueueState(count_live_workers(queue), count_waiting_jobs(queue), oldest_at)
    except RedisError:
        return None


class RedisState(StrEnum):
    """What Redis does for us now."""

    READY = "ready"
    REFUSES = "refuses writes"
    AWAY = "away"


def read_redis_state() -> RedisState:
    """Whether Redis takes what is written: one that is full, read-only or cannot save answers, and refuses."""
    try:
        redis_connection().set(PROBE, 1, ex=PROBE_LIFE)
    except ResponseError:
        return RedisState.REFUSES
    except RedisError:
        return RedisState.AWAY
    return RedisState.READY


def perform(name: str, args: tuple[Any, ...], once: str | None) -> None:
    """Run one job, as RQ calls it: from now on an equal request is a new one. Redis keeps the name of this function with each job."""
    if once is not None:
        redis_connection().delete(_waiting_job_key(once))
    lanes: JobLanes | None = current_app.extensions.get("lanes")
    if lanes is None:
        run_job_here(name, *args)
    else:
        lanes.start_job(name, args)


def is_in_job() -> bool:
    """Whether a worker runs a job of the queue at this moment, in this thread."""
    return get_current_job() is not None


def run_job_here(name: str, *args: Any) -> None:
    """Run one job in this process, past the queue."""
    current_app.extensions["jobs"][name](*args)


@contextmanager
def open_lanes(app: Flask, lanes: int = LANES) -> Iterator[None]:
    """Run the jobs of this process side by side during the block; it ends when they have."""

    def run_in_own_context(name: str, args: tuple[Any, ...]) -> None:
        with app.app_context():
            run_job_here(name, *args)

    opened = app.extensions["lanes"] = JobLanes(run_in_own_context, lanes)
    try:
        yield
    finally:
        opened.close()
        del app.extensions["lanes"]


def build_worker(app: Flask, queue: str = QUEUE) -> SimpleWorker:
    """An RQ worker in this process: the application is imported once, and jobs run inside its context.

    RQ names its first connection; those that follow a lost one are named alike.
    """
    connection = Redis.from_url(app.config["SETTINGS"].redis_url)
    worker = SimpleWorker([Queue(queue, connection=connection)], connection=connection, worker_ttl=60)
    connection.connection_pool.connection_kwargs["client_name"] = worker.name
    return worker


def _waiting_job_key(once: str) -> str:
    return f"passerelle:asked:{once}"


def _rq_job(request: JobRequest) -> Any:
    return Queue.prepare_data(
        perform,
        args=(request.name, request.args, request.once),
        description=f"{request.name}{request.args}",
        result_ttl=0,
        failure_ttl=86_400,
        timeout=600,
    )
