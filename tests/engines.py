"""Real PostgreSQL and Redis for the tests: one of each for every test process, with a database that every test finds empty."""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from app.cli.migrate import upgrade_database
from app.people.accounts import passwords
from tests.applications import application_of, settings_of
from tests.databases import TEMPLATE, Databases
from tests.private_engines import PrivateEngines, private_engines

passwords._hasher = PasswordHasher(time_cost=1, memory_cost=1024, parallelism=1)
# The same function at a hundredth of the price: hundreds of tests sign somebody in, and none guards a real account.

IN_MEMORY = Path("/dev/shm")
ROOM = 1_500_000_000
PREFIX = "passerelle-tests-"
OLD = 600


@contextmanager
def short_home() -> Iterator[Path]:
    """A folder for engines: in memory where there is room, with a path short enough for sockets, removed afterwards."""
    base = IN_MEMORY if _has_room(IN_MEMORY) else Path(tempfile.gettempdir())
    _sweep(base)
    home = Path(tempfile.mkdtemp(prefix=PREFIX, dir=base))
    home.chmod(0o711)
    try:
        yield home
    finally:
        shutil.rmtree((home / "engines").resolve(), ignore_errors=True)
        shutil.rmtree(home, ignore_errors=True)


@pytest.fixture(scope="session")
def engines() -> Iterator[PrivateEngines]:
    """The PostgreSQL and the Redis of this test process."""
    with short_home() as home, private_engines(home, durable=False, say=lambda _: None) as engines:
        yield engines


@pytest.fixture(scope="session")
def databases(engines: PrivateEngines) -> Iterator[Databases]:
    """Where new databases come from."""
    databases = Databases(engines)
    make_template(databases)
    yield databases
    databases.close()


def make_template(databases: Databases) -> None:
    """Create the migrated database that the others are copies of."""
    databases.run(f"CREATE DATABASE {TEMPLATE}")
    with application_of(settings_of(databases.url(TEMPLATE), databases.engines.redis_url)) as application:
        upgrade_database(application)
    databases.run(f"ALTER DATABASE {TEMPLATE} WITH IS_TEMPLATE true ALLOW_CONNECTIONS false")


def _has_room(folder: Path) -> bool:
    return os.access(folder, os.W_OK) and shutil.disk_usage(folder).free > ROOM


def _sweep(base: Path) -> None:
    """Remove what tests that were killed left behind."""
    for left in base.glob(f"{PREFIX}*"):
        if left.stat().st_mtime < time.time() - OLD and not _is_needed(left):
            shutil.rmtree(left, ignore_errors=True)


def _is_needed(home: Path) -> bool:
    """Whether some process still holds the engines of a home."""
    needed = home / "run" / "postgres.needed"
    if not needed.exists():
        return False
    with needed.open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False
