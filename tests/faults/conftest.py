"""Engines of their own for the tests that kill them, and real workers to kill."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from multiprocessing.context import ForkServerProcess

import pytest
from redis import Redis

from app.factory import create_app
from app.kernel.application import Application
from app.kernel.database import db
from app.kernel.hours import ALWAYS
from app.kernel.settings import Settings
from tests.databases import TEMPLATE, Databases
from tests.engines import make_template, short_home
from tests.faults.commands import running_command
from tests.private_engines import PrivateEngines, private_engines

Start = Callable[[str], ForkServerProcess]
SECRET = "a fault test keeps no secret from anyone"


@pytest.fixture(scope="session")
def durable_databases() -> Iterator[Databases]:
    """A durable PostgreSQL and Redis for the tests that kill them, with a migrated database."""
    with short_home() as home, private_engines(home, durable=True, say=lambda _: None) as engines:
        databases = Databases(engines)
        make_template(databases)
        yield databases


@pytest.fixture
def own_engines(durable_databases: Databases) -> PrivateEngines:
    """The durable engines, alive, with an empty database and an empty Redis: this test may kill them."""
    engines = durable_databases.engines
    engines.postgres.start()
    engines.redis.start()
    durable_databases.restore(engines.database_url, TEMPLATE)
    with Redis.from_url(engines.redis_url) as redis:
        redis.flushall()
    return engines


@pytest.fixture
def own_app(own_engines: PrivateEngines) -> Iterator[Application]:
    """The application on those engines, in its context."""
    given = {"demo": True, "secure_cookies": False, "secret_key": SECRET, "working_hours": ALWAYS}
    application = create_app(Settings(database_url=own_engines.database_url, redis_url=own_engines.redis_url, **given))  # type: ignore[arg-type]  # spelled above
    with application.app_context():
        yield application
        db.session.remove()
        for engine in db.engines.values():
            engine.dispose()
    application.extensions["redis"].close()


@pytest.fixture
def variables(own_engines: PrivateEngines) -> dict[str, str]:
    """The environment of a process of the service on those engines."""
    urls = {"DATABASE_URL": own_engines.database_url, "REDIS_URL": own_engines.redis_url}
    return {**urls, "SECRET_KEY": SECRET, "WORKING_HOURS": str(ALWAYS), "DEMO": "yes"}


@pytest.fixture
def start(variables: dict[str, str]) -> Iterator[Start]:
    """Start one of the service's commands as a process of its own, killed at the end of the test."""
    with ExitStack() as started:
        yield lambda command: started.enter_context(running_command(command, variables))
