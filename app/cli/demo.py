"""The command that runs the whole service on one machine, for whoever wants to see it; Ctrl-C leaves nothing behind."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from app.cli import children, seeded
from app.cli.audience import Until, nobody_left
from app.cli.bounds import check_port, only_demo_of, say, stoppable
from app.cli.home import PROJECT, demo_variables, find_home, given, remember
from app.cli.schema import find_revision
from app.cli.signins import list_sign_ins
from app.cli.surroundings import addresses, private_engines_for
from app.kernel.embedded.engine import PrivateServer, launched_engines
from app.kernel.embedded.paths import prepare_home
from app.kernel.embedded.supervised import SupervisedCommand
from app.kernel.revisions import newest_revision

RESTART_AFTER = 3.0
"""Seconds before a child that stopped is started again: a fault that stays is told, not turned into a storm."""


@dataclass(frozen=True)
class Demo:
    """One demo: where it lives, where it answers, its variables, and the engines that it runs itself."""

    home: Path
    port: int
    known: dict[str, str]
    engines: tuple[PrivateServer, ...]


@click.command("demo")
@click.option(
    "--port", envvar="PORT", default=8000, show_default=True, type=click.IntRange(1, 65535), help="Where to answer."
)
@click.option("--with-parent", is_flag=True, hidden=True, help="Stop when the program that started this one is gone.")
def command(port: int, *, with_parent: bool) -> None:
    """Run everything on this machine: private engines, the demo company, web, workers and clock."""
    until = nobody_left(with_parent=with_parent)
    home = prepare_home(find_home(os.environ))
    with only_demo_of(home), stoppable():
        check_port(port)
        say(f"Passerelle's demo. Its files are in {_short(home)}.")
        named = given(os.environ)
        known = demo_variables(home, port) | named
        remember(home, known)
        engines = private_engines_for(home, named, say)
        with launched_engines(*engines.values()):
            _run(Demo(home, port, known | addresses(engines), tuple(engines.values())), until)


def _run(demo: Demo, until: Until) -> None:
    """The web processes read their code while the engines wake: they need no database before somebody asks."""
    web = children.web(demo.home, demo.known, demo.port)
    with children.started([web]):
        for engine in demo.engines:
            engine.start()
        _migrate(demo.known)
        _seed(demo)
        web.wait_until(lambda: children.is_answering(demo.port), patience=60, tries=1)
        say(f"Web: {children.WEB_PROCESSES} processes")
        backstage = children.backstage(demo.home, demo.known)
        with children.started(backstage):
            say(f"Behind it: {children.WORKERS} workers and the clock")
            _welcome(demo)
            _watch([*(engine.supervised for engine in demo.engines), web, *backstage], until)


def _migrate(known: dict[str, str]) -> None:
    revision = find_revision(known["DATABASE_URL"])
    if revision == newest_revision():
        say(f"Schema: at {revision}")
        return
    say("Schema: migrating")
    subprocess.run([sys.executable, "-m", "app.cli.main", "migrate"], cwd=PROJECT, env=known, check=True)


def _seed(demo: Demo) -> None:
    if seeded.is_seeded(demo.home, demo.known["DATABASE_URL"]):
        say("The demo company: there")
        return
    say("The demo company: settling in")
    subprocess.run([sys.executable, "-m", "seeds"], cwd=PROJECT, env=demo.known, check=True)
    seeded.note(demo.home, demo.known["DATABASE_URL"])


def _welcome(demo: Demo) -> None:
    address = demo.known["PUBLIC_URL"]
    say(f"\nOpen {address}\nSign in as anyone, without a password: {address}/demo/sign-in-as")
    for role, name in list_sign_ins(demo.known["DATABASE_URL"]):
        say(f"  {role:<16}{name}")
    say(f"\nCtrl-C stops everything and keeps the data. What the programs write: {_short(demo.home / 'log')}")


def _watch(programs: Sequence[SupervisedCommand], until: Until) -> None:
    """Start again what stops, until nobody is left to see it, or somebody asks for the end."""
    while not until():
        time.sleep(0.5)
        for program in programs:
            if not program.is_running():
                say(f"{program.plan.name} stopped. It starts again; its last words are in {_short(program.log)}.")
                time.sleep(RESTART_AFTER)
                program.start()


def _short(path: Path) -> str:
    return str(path.relative_to(PROJECT)) if path.is_relative_to(PROJECT) else str(path)
