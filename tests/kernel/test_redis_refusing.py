"""A Redis that answers and refuses writes is told apart from one that works, and a killed worker from one that lives."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from app.cli.checks import DoctorCheckFailed, check_redis
from app.kernel.application import Application
from app.kernel.jobs import QUEUE, build_worker, count_live_workers, redis_connection


@pytest.fixture
def refusing(app: Application) -> Iterator[Application]:
    """A Redis without a byte left, which evicts nothing."""
    redis_connection().config_set("maxmemory", 1)
    yield app
    redis_connection().config_set("maxmemory", 0)


@pytest.mark.fault
def test_readyz_and_doctor_say_that_redis_refuses_writes(refusing: Application) -> None:
    ready = refusing.test_client().get("/readyz")
    assert (ready.status_code, ready.json) == (200, {**(ready.json or {}), "redis": "refuses writes"})
    with pytest.raises(DoctorCheckFailed, match="refuses what is written"):
        check_redis()


def test_readyz_and_doctor_say_that_redis_works(app: Application) -> None:
    assert (app.test_client().get("/readyz").json or {})["redis"] == "ready"
    assert check_redis()


@pytest.mark.fault
def test_a_worker_whose_connection_is_gone_is_not_alive(app: Application) -> None:
    worker = build_worker(app)
    worker.register_birth()  # type: ignore[no-untyped-call]  # RQ types only some of itself
    assert count_live_workers(QUEUE) == 1
    worker.connection.connection_pool.disconnect()
    assert redis_connection().exists(worker.key), "RQ still counts it."
    assert count_live_workers(QUEUE) == 0
