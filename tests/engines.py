"""Real PostgreSQL and Redis for the tests: one of each for every test process, and a database of its own for every test that asks."""

from __future__ import annotations

import fcntl
import itertools
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
import pytest
from argon2 import PasswordHasher

from app.cli.migrations import upgrade
from app.kernel.embedded.engines import Engines, private_engines
from app.people.accounts import passwords
from tests.applications import application_of, settings_of

passwords._hasher = PasswordHasher(time_cost=1, memory_cost=1024, parallelism=1)
# The same function at a hundredth of the price: hundreds of tests sign somebody in, and none guards a real account.

TEMPLATE = "migrated"
IN_MEMORY = Path("/dev/shm")
ROOM = 1_500_000_000
PREFIX = "passerelle-tests-"
OLD = 600


@dataclass
class Databases:
    """Copies of one migrated database, made in hundredths of a second and thrown away after the test."""

    engines: Engines
    _numbers: Iterator[int] = field(default_factory=itertools.count)

    def url(self, name: str) -> str:
        """The address of a database of this name."""
        return self.engines.database_url.replace("/passerelle?", f"/{name}?")

    def create(self, template: str = TEMPLATE) -> str:
        """A fresh copy of `template`; answers its address."""
        url = self.url(f"test_{next(self._numbers)}")
        self.restore(url, template)
        return url

    def keep(self, url: str, name: str) -> None:
        """Copy a database that nobody is connected to, under a name to restore it from."""
        self.restore(self.url(name), _name(url))

    def restore(self, url: str, template: str) -> None:
        """Put a fresh copy of `template` in the place of what was there, whoever is still connected."""
        self.drop(url)
        self.run(f"CREATE DATABASE {_name(url)} TEMPLATE {template} STRATEGY file_copy")

    def drop(self, url: str) -> None:
        """Throw a copy away, whoever is still connected."""
        self.run(f"DROP DATABASE IF EXISTS {_name(url)} WITH (FORCE)")

    def run(self, statement: str) -> None:
        """Say one thing to the server, beside every test's database."""
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(statement)


def _name(url: str) -> str:
    return url.partition("?")[0].rpartition("/")[2]


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
def engines() -> Iterator[Engines]:
    """The PostgreSQL and the Redis of this test process."""
    with short_home() as home, private_engines(home, durable=False, say=lambda _: None) as found:
        yield found


@pytest.fixture(scope="session")
def databases(engines: Engines) -> Databases:
    """Where fresh databases come from."""
    made = Databases(engines)
    made.run(f"CREATE DATABASE {TEMPLATE}")
    with application_of(settings_of(made.url(TEMPLATE), engines.redis_url)) as application:
        upgrade(application)
    made.run(f"ALTER DATABASE {TEMPLATE} WITH IS_TEMPLATE true ALLOW_CONNECTIONS false")
    return made


def _has_room(folder: Path) -> bool:
    return os.access(folder, os.W_OK) and shutil.disk_usage(folder).free > ROOM


def _sweep(base: Path) -> None:
    """Remove what tests that were killed left behind."""
    for left in base.glob(f"{PREFIX}*"):
        if left.stat().st_mtime < time.time() - OLD and not _is_needed(left):
            shutil.rmtree(left, ignore_errors=True)


def _is_needed(home: Path) -> bool:
    """Whether some process still holds the engines of a home."""
    held = home / "run" / "postgres.needed"
    if not held.exists():
        return False
    with held.open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False
