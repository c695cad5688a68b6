"""`python -m tests.bench.million HOME`: makes a company of a million people in HOME unless it is there, and visits everything on it.

HOME takes twenty gigabytes; whoever is done removes it.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
import psycopg

from app.cli.migrate import upgrade_database
from app.kernel.application import Application, current_settings
from tests.bench.growth.filling import CompanySize
from tests.bench.million.filling import A_MILLION, fill_large_company
from tests.bench.million.meter import Meter
from tests.bench.million.visits import visit_everything
from tests.bench.rig import Rig, application
from tests.private_engines import private_engines

HEAD = "| what | web, ms | database, ms | by the clock, ms | answer | plan |\n| --- | --- | --- | --- | --- | --- |"


@click.command()
@click.argument("home", type=click.Path(path_type=Path))
@click.option("--people", default=A_MILLION.people, show_default=True)
@click.option("--facts", default=A_MILLION.facts, show_default=True)
def million(home: Path, people: int, facts: int) -> None:
    """Make the company, visit every page, run every job, read a batch of facts; a table comes out."""
    home.mkdir(mode=0o711, exist_ok=True)
    with private_engines(home, durable=False, say=click.echo) as engines, _service(Rig(engines, home)) as app:
        if not (home / "filled").exists():
            began = time.perf_counter()
            fill_large_company(CompanySize(people, facts), click.echo)
            click.echo(f"Made in {time.perf_counter() - began:.0f} s.")
            (home / "filled").touch()
        with psycopg.connect(current_settings().database_url, autocommit=True) as database:
            meter = Meter(database, home / "log" / "postgres.log")
            click.echo(HEAD)
            for cost in visit_everything(app, meter):
                click.echo(cost.as_row())


@contextmanager
def _service(rig: Rig) -> Iterator[Application]:
    with application(rig._settings(rig.engines.database_url)) as built:
        upgrade_database(built)
        yield built


if __name__ == "__main__":
    million()
