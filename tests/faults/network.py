"""A service on hosts of a network of its own: engines on one, web processes, workers and clocks on others."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from functools import partial
from multiprocessing.context import ForkServerProcess
from pathlib import Path

import psycopg
from redis import Redis
from rq import Worker
from werkzeug.serving import make_server

from app.cli.migrate import upgrade_database
from app.cli.service import open_application_from_environment
from app.kernel.application import Application
from app.kernel.embedded.engine import run_ready_servers_for_block
from app.kernel.embedded.folders import ensure_private_server_folders
from app.kernel.embedded.postgres import NOT_DURABLE, build_postgres_server
from app.kernel.embedded.valkey import build_valkey_server
from app.kernel.scheduler import find_leading_clock
from app.kernel.settings import Settings
from app.kernel.transaction import transaction
from tests.applications import application_of, settings_of
from tests.faults.commands import run_command, running_work
from tests.real_run import environment
from tests.server import Quiet
from tests.storm.hosts import NETWORK, Host

PORT, REDIS_PORT = 8000, 6379
CONNECTIONS = "select from pg_stat_activity where client_addr = %s::inet"


@dataclass(frozen=True)
class NetworkService:
    """A service by its engines. This process reaches them by their sockets, as somebody at their host's console does."""

    application: Application
    engines: Host

    @property
    def settings(self) -> Settings:
        """What this process uses."""
        settings = self.application.config["SETTINGS"]
        assert isinstance(settings, Settings)
        return settings

    @contextmanager
    def running(self, command: str, host: Host) -> Iterator[ForkServerProcess]:
        """A command of the service, or `web`, on this host; killed at the end of the block."""
        work = partial(_serve, host) if command == "web" else partial(_run, host, command)
        with running_work(work, self._variables()) as process:
            yield process

    def leads(self, host: Host) -> bool:
        """Whether the clock of this host leads."""
        with self.application.app_context(), transaction():
            leader = find_leading_clock()
        return leader is not None and leader.host == host.address

    def count_connections(self, host: Host) -> int:
        """How many connections to the database this host has, as the database sees it."""
        with psycopg.connect(self.settings.database_url) as connection:
            return connection.execute(CONNECTIONS, [host.address]).rowcount

    def count_jobs(self, host: Host) -> int:
        """How many jobs the workers of this host did."""
        with Redis.from_url(self.settings.redis_url) as redis:
            workers = Worker.all(redis)
        return sum(
            worker.successful_job_count
            for worker in workers
            if str(worker.ip_address).rpartition(":")[0] == host.address
        )

    def _variables(self) -> dict[str, str]:
        of_network = replace(
            self.settings,
            database_url=f"postgresql://passerelle@{self.engines.address}/passerelle",
            redis_url=f"redis://{self.engines.address}:{REDIS_PORT}/0",
        )
        return environment(of_network)


@contextmanager
def service_on_network(engines: Host, home: Path) -> Iterator[NetworkService]:
    """A service without people whose PostgreSQL and Redis are on that host, and answer its network."""
    who_may_enter = home / "pg_hba.conf"
    who_may_enter.write_text(f"local all all trust\nhost all all {NETWORK} trust\n")
    who_may_enter.chmod(0o644)
    folders = ensure_private_server_folders(home)
    settings = NOT_DURABLE | {"listen_addresses": engines.address, "hba_file": str(who_may_enter)}
    postgres = build_postgres_server(folders, settings=settings, say=lambda _: None)
    redis = build_valkey_server(folders, say=lambda _: None)
    opened = ("--port", str(REDIS_PORT), "--bind", engines.address, "--protected-mode", "no")
    redis.supervised.plan = replace(redis.supervised.plan, command=(*redis.supervised.plan.command, *opened))
    with ExitStack() as running:
        with engines.entered():
            running.enter_context(run_ready_servers_for_block(postgres, redis))
        application = running.enter_context(application_of(settings_of(postgres.url, redis.url)))
        upgrade_database(application)
        yield NetworkService(application, engines)


def _run(host: Host, command: str) -> None:
    host.enter()
    run_command(command)


def _serve(host: Host) -> None:
    host.enter()
    with open_application_from_environment() as application:
        make_server(host.address, PORT, application, threaded=True, request_handler=Quiet).serve_forever()
