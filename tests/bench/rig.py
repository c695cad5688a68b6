"""The ground of a benchmark: private engines that keep what they are told, and copies of a database made ready once."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from ipaddress import ip_network
from pathlib import Path

from redis import Redis

from app.cli.migrate import upgrade_database
from app.factory import create_app
from app.journal import queries
from app.journal.drain import create_or_restart_reader_positions, drain_reader
from app.journal.registry import readers_by_name
from app.kernel.application import Application
from app.kernel.database import db
from app.kernel.hours import ALWAYS
from app.kernel.settings import Settings
from app.kernel.transaction import transaction
from tests.databases import Databases
from tests.private_engines import PrivateEngines, private_engines

Fill = Callable[[], None]


@dataclass(frozen=True)
class Rig:
    """Engines, a folder for what processes write, and where databases come from."""

    engines: PrivateEngines
    folder: Path

    @cached_property
    def databases(self) -> Databases:
        """Where fresh databases come from, each with a name of its own."""
        return Databases(self.engines)

    def make_template(self, name: str, fill: Fill) -> None:
        """Migrate a database, fill it, have every reader come to rest, and keep it to be copied."""
        self.databases.run(f"CREATE DATABASE {name}")
        settings = self._settings(self.databases.url(name))
        with application(settings) as built:
            upgrade_database(built)
            fill()
            come_to_rest()
        self.databases.run(f"ALTER DATABASE {name} WITH IS_TEMPLATE true ALLOW_CONNECTIONS false")

    @contextmanager
    def copy_of(self, template: str) -> Iterator[Settings]:
        """The settings of a service on a fresh copy, with an empty Redis."""
        url = self.databases.create(template)
        self.forget_jobs()
        try:
            yield self._settings(url)
        finally:
            self.databases.drop(url)

    def forget_jobs(self) -> None:
        """Empty the Redis."""
        with Redis.from_url(self.engines.redis_url) as redis:
            redis.flushall()

    def _settings(self, database_url: str) -> Settings:
        return Settings(
            database_url=database_url,
            redis_url=self.engines.redis_url,
            secret_key="a benchmark keeps no secret from anyone",
            demo=True,
            secure_cookies=False,
            group_boards_every=0,
            webhook_networks=(ip_network("127.0.0.0/8"),),
            webhook_plain_http=True,
            working_hours=ALWAYS,
        )


@contextmanager
def rig(*, durable: bool = True) -> Iterator[Rig]:
    """Private engines as in production: on the disk, and, where `durable`, nothing is committed before it is there."""
    folder = Path(tempfile.mkdtemp(prefix="passerelle-bench-"))
    folder.chmod(0o711)
    try:
        with private_engines(folder / "home", durable=durable, say=lambda _: None) as engines:
            yield Rig(engines, folder)
    finally:
        shutil.rmtree((folder / "home" / "engines").resolve(), ignore_errors=True)
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def application(settings: Settings) -> Iterator[Application]:
    """The application in its context, its connections closed at the end."""
    built = create_app(settings)
    with built.app_context():
        try:
            yield built
        finally:
            db.session.remove()
            for engine in db.engines.values():
                engine.dispose()
    built.extensions["redis"].close()


def come_to_rest() -> None:
    """Drain every reader until nothing waits."""
    readers = list(readers_by_name().values())
    with transaction():
        create_or_restart_reader_positions(readers)
    while _is_anything_waiting():
        for reader in readers:
            drain_reader(reader)


def _is_anything_waiting() -> bool:
    with transaction():
        return bool(queries.list_reader_names_to_drain(readers_by_name().values()))
