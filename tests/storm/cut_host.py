"""A host whose cable is pulled out loses the clock's lead to another within 20 seconds, and waits when it returns.

It takes half a minute, so `make storm` runs it, never `make test`.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import click
import psycopg
import pytest

from app.cli.migrate import upgrade_database
from app.kernel.application import Application
from app.kernel.embedded.engine import run_ready_servers_for_block
from app.kernel.embedded.folders import ensure_private_server_folders
from app.kernel.embedded.postgres import NOT_DURABLE, build_postgres_server
from app.kernel.embedded.valkey import build_valkey_server
from app.kernel.scheduler import find_leading_clock
from app.kernel.settings import Settings
from app.kernel.transaction import transaction
from tests.applications import application_of, settings_of
from tests.engines import short_home
from tests.real_run import environment
from tests.storm.hosts import ADDRESS, NETWORK, Host, connected_hosts, find_namespaces
from tests.waiting import comes_true

CLOCK = [sys.executable, "-m", "app.cli.main", "clock"]
WITHIN = 20.0
CONNECTIONS = "select from pg_stat_activity where client_addr = %s::inet"


@contextmanager
def service_on_a_network(home: Path) -> Iterator[Application]:
    """A service whose PostgreSQL answers hosts of the network; this machine reaches it by its socket."""
    who_may_enter = home / "pg_hba.conf"
    who_may_enter.write_text(f"local all all trust\nhost all all {NETWORK} trust\n")
    who_may_enter.chmod(0o644)
    folders = ensure_private_server_folders(home)
    settings = NOT_DURABLE | {"listen_addresses": ADDRESS.format(1), "hba_file": str(who_may_enter)}
    postgres = build_postgres_server(folders, settings=settings, say=lambda _: None)
    redis = build_valkey_server(folders, say=lambda _: None)
    with (
        run_ready_servers_for_block(postgres, redis),
        application_of(settings_of(postgres.url, redis.url)) as application,
    ):
        upgrade_database(application)
        yield application


@pytest.fixture
def namespaces() -> str:
    """The program that makes them; a test that asks for it carries the mark `namespaces`."""
    return find_namespaces() or ""


@dataclass(frozen=True)
class Clocks:
    """The clocks of a service, as its database sees them."""

    application: Application

    @property
    def settings(self) -> Settings:
        """What this machine uses."""
        settings = self.application.config["SETTINGS"]
        assert isinstance(settings, Settings)
        return settings

    def variables(self) -> dict[str, str]:
        """What a clock on the network uses."""
        return environment(
            replace(self.settings, database_url=f"postgresql://passerelle@{ADDRESS.format(1)}/passerelle")
        )

    def is_led_by(self, host: Host) -> bool:
        """Whether the clock of this host leads."""
        with self.application.app_context(), transaction():
            leader = find_leading_clock()
        return leader is not None and leader.host == host.address

    def is_connected(self, host: Host) -> bool:
        """Whether the database has a connection from this host."""
        with psycopg.connect(self.settings.database_url) as connection:
            return bool(connection.execute(CONNECTIONS, [host.address]).rowcount)

    def wait_for_lead(self, host: Host, within: float) -> float:
        """Seconds until the clock of this host leads."""
        began = time.monotonic()
        assert comes_true(lambda: self.is_led_by(host), within)
        return time.monotonic() - began


@pytest.mark.fault
def test_another_clock_leads_within_20_seconds_of_a_cut_and_the_first_waits_when_it_returns(namespaces: str) -> None:
    with connected_hosts(2, 3) as (first, second), short_home() as home, service_on_a_network(home) as application:
        clocks = Clocks(application)
        with first.running(CLOCK, clocks.variables()):
            clocks.wait_for_lead(first, 60)
            with second.running(CLOCK, clocks.variables()):
                assert comes_true(lambda: clocks.is_connected(second))
                first.pull_out()
                click.echo(f"Another clock leads {clocks.wait_for_lead(second, WITHIN):.1f} s after the cut.")
                first.plug_in()
                assert comes_true(lambda: clocks.is_connected(first))
                assert clocks.is_led_by(second)
            click.echo(f"The first clock leads {clocks.wait_for_lead(first, WITHIN):.1f} s after the end of the other.")
