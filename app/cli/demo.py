"""The command that runs the whole service on one machine, to try it; Ctrl-C leaves nothing running."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import click

from app.cli import database, demo_programs
from app.cli.database import find_schema_revision, list_one_person_per_role
from app.cli.demo_audience import StopCondition, build_stop_condition
from app.cli.demo_fresh import empty_demo, refuse_fresh_unless_engines_are_private
from app.cli.demo_home import (
    PROJECT,
    build_demo_variables,
    demo_home_folder,
    nonempty_variables,
    short_path,
    write_demo_variables,
)
from app.cli.demo_limits import check_port_is_free, ending_on_signals, hold_demo_lock, print_step
from app.cli.demo_restarts import keep_programs_running
from app.cli.environment import build_missing_servers, server_url_variables
from app.kernel.embedded.engine import PrivateServer, run_servers_for_block_without_waiting
from app.kernel.embedded.paths import ensure_home_folder
from app.kernel.revisions import newest_schema_revision


@dataclass(frozen=True)
class DemoSetup:
    """One demo: its home, its port, its environment variables, the engines that it runs itself, and whether it begins again."""

    home: Path
    port: int
    environ: dict[str, str]
    engines: tuple[PrivateServer, ...]
    is_fresh: bool


@click.command("demo")
@click.option(
    "--port", envvar="PORT", default=8000, show_default=True, type=click.IntRange(1, 65535), help="Where to answer."
)
@click.option("--fresh", is_flag=True, help="Forget what was done in this demo: the company is as on its first day.")
@click.option("--with-parent", is_flag=True, hidden=True, help="Stop when the program that started this one is gone.")
def command(port: int, *, fresh: bool, with_parent: bool) -> None:
    """Run everything on this machine: private engines, the demo company, web, workers, sender and clock."""
    until = build_stop_condition(with_parent=with_parent)
    home = ensure_home_folder(demo_home_folder(os.environ))
    with hold_demo_lock(home), ending_on_signals():
        check_port_is_free(port)
        print_step(f"Passerelle's demo. Its files are in {short_path(home)}.")
        named = nonempty_variables(os.environ)
        if fresh:
            refuse_fresh_unless_engines_are_private(named)
        environ = build_demo_variables(home, port) | named
        write_demo_variables(home, environ)
        engines = build_missing_servers(home, named, print_step)
        with run_servers_for_block_without_waiting(*engines.values()):
            environ |= server_url_variables(engines)
            _run_demo(DemoSetup(home, port, environ, tuple(engines.values()), is_fresh=fresh), until)


def _run_demo(demo: DemoSetup, until: StopCondition) -> None:
    """Start web first: its processes load their code while the engines start, and need no database before a request."""
    web = demo_programs.build_web_command(demo.home, demo.environ, demo.port)
    with demo_programs.run_programs_for_block([web]):
        for engine in demo.engines:
            engine.start()
        if demo.is_fresh:
            print_step("The demo of before: forgotten")
            empty_demo(demo.home, demo.environ)
        _migrate_database_and_seed_company(demo)
        web.start_until_ready(lambda: demo_programs.is_web_ready(demo.port), patience=60, tries=1)
        print_step(f"Web: {demo_programs.WEB_PROCESSES} processes")
        background = demo_programs.build_background_commands(demo.home, demo.environ)
        with demo_programs.run_programs_for_block(background):
            print_step(f"Behind it: {demo_programs.WORKERS} workers, the sender and the clock")
            _print_welcome(demo)
            keep_programs_running([*(engine.supervised for engine in demo.engines), web, *background], until)


def _migrate_database_and_seed_company(demo: DemoSetup) -> None:
    """Write the company once: one program migrates a new database and fills it, for loading the code is half of either."""
    url = demo.environ["DATABASE_URL"]
    revision = find_schema_revision(url)
    is_newest = revision == newest_schema_revision()
    print_step(f"Schema: at {revision}" if is_newest else "Schema: migrating")
    if revision is not None and not is_newest:
        _run_python_to_end(["-m", "app.cli.main", "migrate"], demo.environ)
    if revision is not None and _is_company_connected(demo):
        print_step("The demo company: there")
        return
    print_step("The demo company: settling in")
    _run_python_to_end(["-m", "seeds"], demo.environ)
    database.write_seeded_marker_file(demo.home, url)


def _is_company_connected(demo: DemoSetup) -> bool:
    """Whether the company is there; the network of a demo that an earlier version made gets its token from the seeds."""
    url = demo.environ["DATABASE_URL"]
    is_connected = database.is_token_in_use(url, demo.environ["DEMO_NETWORK_TOKEN"])
    return is_connected and database.is_demo_company_seeded(demo.home, url)


def _run_python_to_end(arguments: list[str], environ: dict[str, str]) -> None:
    """Run Python in a process group of its own: Ctrl-C reaches the demo alone, which then kills it without a trace on the screen."""
    subprocess.run([sys.executable, *arguments], cwd=PROJECT, env=environ, check=True, process_group=0)


def _print_welcome(demo: DemoSetup) -> None:
    address = demo.environ["PUBLIC_URL"]
    print_step(f"\nOpen {address}\nSign in as anyone, without a password: {address}/demo/sign-in-as")
    for role, name in list_one_person_per_role(demo.environ["DATABASE_URL"]):
        print_step(f"  {role:<16}{name}")
    print_step(
        f"\nCtrl-C stops everything and keeps the data; make demo FRESH=yes begins again."
        f" What the programs write: {short_path(demo.home / 'log')}"
    )
