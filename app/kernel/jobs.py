"""Jobs for RQ: enqueued after the commit, coalesced, and never the only record of what is due."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

from flask import Flask, current_app
from redis import Redis, RedisError
from redis.backoff import NoBackoff
from redis.retry import Retry
from rq import Queue
from rq.worker import SimpleWorker

from app.kernel.database import session
from app.kernel.transaction import run_after_commit

log = logging.getLogger(__name__)

Work = TypeVar("Work", bound=Callable[..., Any])

QUEUE = "passerelle"
TOKEN_LIFE = 10
"""Seconds after which a lost request no longer blocks the next: the most that a killed worker costs."""


@dataclass(frozen=True)
class JobRequest:
    """One job to enqueue: its name, its arguments, and the name under which equal requests are one."""

    name: str
    args: tuple[Any, ...]
    once: str | None


def connect_redis(app: Flask) -> None:
    """Connect `app` to its Redis; a Redis that does not answer costs a request 0.2 s at most."""
    app.extensions["redis"] = Redis.from_url(
        app.config["SETTINGS"].redis_url,
        socket_timeout=0.2,
        socket_connect_timeout=0.2,
        retry=Retry(NoBackoff(), 1),
    )


def mark_as_job(name: str) -> Callable[[Work], Work]:
    """Name a function as a job for RQ: ids in, its own transactions inside, idempotent."""

    def attach_job_name(work: Work) -> Work:
        work.__dict__["job_name"] = name
        return work

    return attach_job_name


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
    pending = session().info.setdefault("jobs", [])
    pending.append(JobRequest(name, args, once))
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
    fresh = [request for request, won in zip(requests, pipeline.execute(), strict=True) if won]
    if fresh:
        Queue(QUEUE, connection=connection).enqueue_many([_rq_job(request) for request in fresh])


def redis_connection() -> Redis:
    """The Redis connection of the current application."""
    connection: Redis = current_app.extensions["redis"]
    return connection


def is_redis_answering() -> bool:
    """Whether Redis answers now."""
    try:
        return bool(redis_connection().ping())
    except RedisError:
        return False


def perform(name: str, args: tuple[Any, ...], once: str | None) -> None:
    """Run one job, as RQ calls it: from now on an equal request is a new one. Redis keeps the name of this function with each job."""
    if once is not None:
        redis_connection().delete(_waiting_job_key(once))
    run_job_here(name, *args)


def run_job_here(name: str, *args: Any) -> None:
    """Run one job in this process, past the queue."""
    current_app.extensions["jobs"][name](*args)


def build_worker(app: Flask) -> SimpleWorker:
    """An RQ worker in this process: the application is imported once, and jobs run inside its context."""
    connection = Redis.from_url(app.config["SETTINGS"].redis_url)
    return SimpleWorker([Queue(QUEUE, connection=connection)], connection=connection, worker_ttl=60)


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
