"""The private engines of a home: found or started, shared by whoever asks at the same time, and stopped with the last."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from app.kernel.embedded import postgres, valkey
from app.kernel.embedded.engine import Engine, running
from app.kernel.embedded.ground import Say, settle


@dataclass(frozen=True)
class Engines:
    """The private PostgreSQL and Redis of a home, and the folder of their files."""

    postgres: Engine
    redis: Engine
    place: Path

    @property
    def database_url(self) -> str:
        """The address of the service's database."""
        return self.postgres.url

    @property
    def redis_url(self) -> str:
        """The address of the Redis."""
        return self.redis.url


@contextmanager
def private_engines(home: Path, *, durable: bool, say: Say) -> Iterator[Engines]:
    """Both engines of `home`, running for as long as the block. Those that are not durable forget with the machine."""
    ground = settle(home)
    engines = Engines(
        postgres.engine(ground, settings={} if durable else postgres.FORGETFUL, say=say),
        valkey.engine(ground, say=say),
        ground.place,
    )
    with running(engines.postgres, engines.redis):
        yield engines
