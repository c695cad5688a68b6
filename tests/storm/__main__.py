"""`python -m tests.storm [--kills 1000] [--seed 1]`: kills in slices, remembers which slices are done, and prints totals."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from dataclasses import asdict
from functools import partial
from ipaddress import ip_network
from pathlib import Path

import click

from app.cli.demo_home import PROJECT
from app.cli.demo_programs import build_web_command, is_web_ready, run_programs_for_block
from app.factory import create_app
from app.kernel.database import db
from app.kernel.embedded.engine import PrivateServer
from app.kernel.embedded.supervised import SupervisedCommand
from app.kernel.hours import ALWAYS
from app.kernel.settings import Settings
from tests.databases import TEMPLATE, Databases
from tests.engines import make_template, short_home
from tests.faults.test_callers import find_free_port
from tests.private_engines import PrivateEngines, private_engines
from tests.real_run import environment
from tests.storm.background import BACKGROUND, Background
from tests.storm.slice import Slice, SliceFigures, Victims, run_slice
from tests.waiting import comes_true

FILE = PROJECT / "storm-results.jsonl"
KILLS_OF_A_SLICE = 50
LOG = PROJECT / "storm.log"
LONG_TESTS = ("tests/faults/test_hosts.py", "tests/faults/test_callers.py", "-k", "hosts or sign_ins")
"""Hosts that are cut, and 200 sign-ins at once where `make test` sends a few."""
SECRET = "the storm keeps no secret from anyone"


@click.command()
@click.option("--kills", default=1000, show_default=True, help="How many, in slices of 50.")
@click.option("--seed", default=1, show_default=True, help="The first slice's; each one after it adds one.")
@click.option("--again", is_flag=True, help="Forget the slices that are done.")
def storm(kills: int, seed: int, *, again: bool) -> None:
    """Kill workers, sender, clock, web, Valkey and PostgreSQL at random during a steady push; stop at a wrong total.

    Before the first slice, hosts are cut from the network, and 200 people sign in at once.
    """
    with LOG.open("wb") as log:
        os.dup2(log.fileno(), 2)  # What hundreds of killed programs say would hide the figures.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # What runs beside it ends with it.
    if again:
        FILE.unlink(missing_ok=True)
    done = _read_done_slices()
    if not done:
        _run_long_tests()
    plans = [Slice(seed=number, kills=KILLS_OF_A_SLICE) for number in range(seed, seed + -(-kills // KILLS_OF_A_SLICE))]
    with short_home() as home, private_engines(home, durable=True, say=lambda _: None) as engines:
        databases = Databases(engines)
        make_template(databases)
        for plan in plans:
            if plan.seed in done:
                continue
            figures = _run_slice_on_new_company(plan, databases, home)
            done[plan.seed] = asdict(figures)
            with FILE.open("a") as file:
                file.write(json.dumps({"seed": plan.seed, **asdict(figures)}) + "\n")
            click.echo(f"{time.strftime('%H:%M:%S')} slice {plan.seed}: {figures}")
    _print_totals([done[plan.seed] for plan in plans])


def _run_long_tests() -> None:
    pytest = [sys.executable, "-m", "pytest", "-n0", "-q", "-s", *LONG_TESTS]
    if subprocess.run(pytest, cwd=PROJECT, env=os.environ | {"SIGN_INS": "200"}, check=False).returncode:
        raise click.ClickException("The storm begins when these tests pass.")


def _run_slice_on_new_company(plan: Slice, databases: Databases, home: Path) -> SliceFigures:
    engines, port = databases.engines, find_free_port()
    databases.restore(engines.database_url, TEMPLATE)
    settings = Settings(
        database_url=engines.database_url,
        redis_url=engines.redis_url,
        secret_key=SECRET,
        secure_cookies=False,
        working_hours=ALWAYS,
        group_boards_every=0,
        webhook_networks=(ip_network("127.0.0.0/8"),),
        webhook_plain_http=True,
    )
    application = create_app(settings)
    web = build_web_command(home, environment(settings), port)
    with application.app_context(), run_programs_for_block([web]), Background(environment(settings)) as background:
        assert comes_true(lambda: is_web_ready(port), within=120)
        victims = _list_victims(engines, web, background)
        try:
            return run_slice(plan, settings, f"http://127.0.0.1:{port}", victims, home)
        finally:
            db.session.remove()
            for engine in db.engines.values():
                engine.dispose()
            application.extensions["redis"].close()


def _list_victims(engines: PrivateEngines, web: SupervisedCommand, background: Background) -> Victims:
    def crash(program: PrivateServer | SupervisedCommand) -> None:
        program.kill()
        program.start()

    of_background = {name: partial(background.kill_and_start, name) for name in BACKGROUND}
    servers: dict[str, PrivateServer | SupervisedCommand] = {
        "web": web,
        "postgresql": engines.postgres,
        "valkey": engines.redis,
    }
    return of_background | {name: partial(crash, server) for name, server in servers.items()}


def _read_done_slices() -> dict[int, dict[str, object]]:
    if not FILE.exists():
        return {}
    lines = [json.loads(line) for line in FILE.read_text().splitlines()]
    return {line.pop("seed"): line for line in lines}


def _print_totals(slices: list[dict[str, object]]) -> None:
    kills = Counter[str]()
    for done in slices:
        kills.update(done["kills"])  # type: ignore[call-overload]  # a dictionary of numbers
    click.echo(f"{kills.total()} kills in {len(slices)} slices: {dict(sorted(kills.items()))}")
    for what in ("facts", "points", "awards", "pushes", "sent_twice"):
        click.echo(f"{what}: {sum(int(str(done[what])) for done in slices):,}")
    click.echo(f"slowest to settle: {max(float(str(done['settled_in'])) for done in slices):.0f} s")
    click.echo("Every total equals the plain count.")


if __name__ == "__main__":
    storm()
