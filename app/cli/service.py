"""The application for the commands that need it: built from their environment, inside its context."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from app.cli.environment import open_exported_service_environment
from app.factory import create_app
from app.kernel import jobs
from app.kernel.application import Application
from app.kernel.database import db
from app.kernel.settings import Settings


@contextmanager
def open_application_from_environment() -> Iterator[Application]:
    """The application of this process's environment, in its context; a command opens its own transactions."""
    with open_exported_service_environment() as environ, open_application(environ) as application:
        yield application


@contextmanager
def open_application(environ: Mapping[str, str]) -> Iterator[Application]:
    """The application of these variables, in its context; every connection is closed after the block."""
    application = create_app(Settings.from_environ(environ))
    with application.app_context():
        try:
            yield application
        finally:
            jobs.redis_connection().close()
            for engine in db.engines.values():
                engine.dispose()
