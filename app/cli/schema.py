"""Which revision of the schema this release works with, and which one a database is at; quick, for every start asks."""

from __future__ import annotations

import re
from pathlib import Path

import psycopg

MIGRATIONS = Path(__file__).parents[1] / "migrations"
NAMED = re.compile(r"^(down_revision|revision)\b[^=]*= *['\"](.+?)['\"]", re.MULTILINE)


def newest() -> str:
    """The revision that no other one follows."""
    written: list[list[tuple[str, str]]] = [
        NAMED.findall(file.read_text(encoding="utf-8")) for file in (MIGRATIONS / "versions").glob("*.py")
    ]
    named = {(what, name) for file in written for what, name in file}
    heads = {name for what, name in named if what == "revision"} - {name for what, name in named if what != "revision"}
    assert len(heads) == 1, f"Migrations follow one another in one line; these end it: {sorted(heads)}."
    return heads.pop()


def find_revision(database_url: str) -> str | None:
    """The revision that a database is at; None when it has never been migrated."""
    try:
        with psycopg.connect(database_url, connect_timeout=3) as connection:
            row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    except psycopg.errors.UndefinedTable:
        return None
    return str(row[0]) if row else None
