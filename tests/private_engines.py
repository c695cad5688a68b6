"""The private engines of a home: started once, shared by the processes that need them, stopped with the last of those."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from app.kernel.embedded import postgres, valkey
from app.kernel.embedded.engine import PrivateServer, run_ready_servers_for_block
from app.kernel.embedded.folders import Report, ensure_private_server_folders


@dataclass(frozen=True)
class PrivateEngines:
    """The private PostgreSQL and Redis of a home, and the folder of their files."""

    postgres: PrivateServer
    redis: PrivateServer
    files: Path

    @property
    def database_url(self) -> str:
        """The address of the service's database."""
        return self.postgres.url

    @property
    def redis_url(self) -> str:
        """The address of the Redis."""
        return self.redis.url


@contextmanager
def private_engines(home: Path, *, durable: bool, say: Report) -> Iterator[PrivateEngines]:
    """Both engines of `home`, running during the block. Without `durable`, a crash of the machine may lose their data."""
    folders = ensure_private_server_folders(home)
    engines = PrivateEngines(
        postgres.build_postgres_server(folders, settings={} if durable else postgres.NOT_DURABLE, say=say),
        valkey.build_valkey_server(folders, say=say),
        folders.files,
    )
    with run_ready_servers_for_block(engines.postgres, engines.redis):
        yield engines
