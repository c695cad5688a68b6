"""The service as tests have it: built once for each settings of a process, and found by every test as if it were new."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError

from app.factory import create_app
from app.kernel.application import Application
from app.kernel.database import db
from app.kernel.hours import ALWAYS
from app.kernel.settings import Settings

MOST = 12
"""So many are kept, those lent last: each holds its compiled templates."""


class CompiledTemplates(BytecodeCache):
    """The templates of this process, compiled once: every application compiles its own else, for as long as fifty tests."""

    def __init__(self) -> None:
        """Begin with none."""
        self._compiled: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give what is kept; the bucket itself refuses what was compiled from another source."""
        if bucket.key in self._compiled:
            bucket.bytecode_from_string(self._compiled[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled."""
        self._compiled[bucket.key] = bucket.bytecode_to_string()


COMPILED_TEMPLATES = CompiledTemplates()


def build_application(settings: Settings) -> Application:
    """A new application, which compiles no template that another one compiled before."""
    application = create_app(settings)
    application.jinja_env.bytecode_cache = COMPILED_TEMPLATES
    return application


def settings_of(database_url: str, redis_url: str) -> Settings:
    """The settings of a demo that counts at any hour."""
    return Settings(
        database_url=database_url,
        redis_url=redis_url,
        secret_key="a test keeps no secret from anybody",
        demo=True,
        secure_cookies=False,
        public_url="http://localhost",
        working_hours=ALWAYS,
        group_boards_every=0,
    )


@contextmanager
def application_of(settings: Settings) -> Iterator[Application]:
    """An application that nobody else has, closed afterwards."""
    application = build_application(settings)
    try:
        yield application
    finally:
        close(application)


def let_go(application: Application) -> None:
    """Close what it holds open in its database, which can then be copied or replaced."""
    with application.app_context():
        for engine in db.engines.values():
            engine.dispose()


def close(application: Application) -> None:
    """Close everything that it holds open."""
    let_go(application)
    application.extensions["redis"].close()


@dataclass
class Applications:
    """Built once, because building takes longer than most tests; what a test changes in one is put back after it."""

    kept: list[tuple[Settings, Application]] = field(default_factory=list)

    @contextmanager
    def lend(self, settings: Settings) -> Iterator[Application]:
        """The application of these settings, which is as it was before when it comes back."""
        application = self._find(settings)
        _renew_lost_connections(application)
        config, parts = dict(application.config), _parts(application)
        try:
            yield application
        finally:
            _put_back(application.config, config)
            _put_back(application.extensions, parts)

    def close(self) -> None:
        """Close every one."""
        while self.kept:
            close(self.kept.pop()[1])

    def _find(self, settings: Settings) -> Application:
        built = next((pair for pair in self.kept if pair[0] == settings), None)
        if built is not None:
            self.kept.remove(built)
        elif len(self.kept) == MOST:
            close(self.kept.pop(0)[1])
        self.kept.append(built or (settings, build_application(settings)))
        return self.kept[-1][1]


def _renew_lost_connections(application: Application) -> None:
    """Connections rest between tests: a new one takes longer than most tests. A test before may have ended them."""
    with application.app_context():
        for engine in db.engines.values():
            if not _is_connected(engine):
                engine.dispose()


def _is_connected(engine: Engine) -> bool:
    try:
        with engine.connect() as connection:
            connection.exec_driver_sql("select 1")
    except OperationalError:
        return False
    return True


def _parts(application: Application) -> dict[str, object]:
    return {name: dict(part) if isinstance(part, dict) else part for name, part in application.extensions.items()}


def _put_back(now: dict[str, object], before: dict[str, object]) -> None:
    now.clear()
    now.update(before)
