"""The fixtures of a service with an empty database: its settings, and its application."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from redis import Redis

from app.kernel.application import Application
from app.kernel.settings import Settings
from tests.applications import Applications, settings_of
from tests.databases import Databases
from tests.private_engines import PrivateEngines

TESTED = "tested"


@pytest.fixture(scope="session")
def redis_of_tests(engines: PrivateEngines) -> Iterator[Redis]:
    """One connection to the Redis of this test process, which empties it before each test."""
    with Redis.from_url(engines.redis_url) as redis:
        yield redis


@pytest.fixture
def settings(databases: Databases, engines: PrivateEngines, redis_of_tests: Redis) -> Settings:
    """The settings of a service with an empty, migrated database and an empty Redis, for this test alone."""
    url = databases.url(TESTED)
    databases.renew(url)
    redis_of_tests.flushall()
    return settings_of(url, engines.redis_url)


@pytest.fixture(scope="session")
def applications() -> Iterator[Applications]:
    """The applications of this test process."""
    made = Applications()
    yield made
    made.close()


@pytest.fixture
def bare_app(settings: Settings, applications: Applications) -> Iterator[Application]:
    """The application on this test's own database, in no context; what a test commits stays until its end."""
    with applications.lend(settings) as application:
        yield application


@pytest.fixture
def app(bare_app: Application) -> Iterator[Application]:
    """The application on this test's own database, in its context."""
    with bare_app.app_context():
        yield bare_app
