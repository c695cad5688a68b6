"""Which revision of the schema a database is at."""

from __future__ import annotations

import psycopg


def find_revision(database_url: str) -> str | None:
    """The revision that a database is at; None when it has never been migrated."""
    try:
        with psycopg.connect(database_url, connect_timeout=3) as connection:
            row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    except psycopg.errors.UndefinedTable:
        return None
    return str(row[0]) if row else None
