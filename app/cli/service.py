"""The service itself, for the commands that need it: built from what is around, and inside its context."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from app.cli.surroundings import own_surroundings
from app.factory import create_app
from app.kernel import jobs
from app.kernel.application import Application
from app.kernel.database import db
from app.kernel.settings import Settings


@contextmanager
def service() -> Iterator[Application]:
    """The application in its context and in no transaction: a command opens its own."""
    with own_surroundings() as known, built(known) as application:
        yield application


@contextmanager
def built(known: Mapping[str, str]) -> Iterator[Application]:
    """The application of these variables, in its context; every connection is given back."""
    application = create_app(Settings.from_environ(known))
    with application.app_context():
        try:
            yield application
        finally:
            jobs.redis_connection().close()
            for engine in db.engines.values():
                engine.dispose()
