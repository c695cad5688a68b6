"""Empties a demo, so that its next company is as on the first day; only engines that belong to the demo are emptied."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import click
import psycopg

from app.cli.database import seeded_marker_file
from app.cli.demo_home import ENGINE_VARIABLES
from app.kernel.embedded.valkey import empty_valkey_server

EMPTY = "DROP SCHEMA public CASCADE; CREATE SCHEMA public"


def refuse_fresh_unless_engines_are_private(named: Mapping[str, str]) -> None:
    """Refuse to empty a server that the environment names: it may hold more than a demo."""
    foreign = [variable for variable in ENGINE_VARIABLES if named.get(variable)]
    if foreign:
        raise click.ClickException(
            f"--fresh empties only the demo's own engines, and {' and '.join(foreign)} names another server."
        )


def empty_demo(home: Path, environ: Mapping[str, str]) -> None:
    """Remove everything that the demo of this home wrote; its secrets stay. What is interrupted is emptied at the next start."""
    seeded_marker_file(home).unlink(missing_ok=True)
    with psycopg.connect(environ["DATABASE_URL"], autocommit=True, connect_timeout=3) as connection:
        connection.execute(EMPTY)
    empty_valkey_server(environ["REDIS_URL"])
