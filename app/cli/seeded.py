"""Remembers in which database the demo company has settled in, so that a second start is quick."""

from __future__ import annotations

import hashlib
from pathlib import Path

import psycopg


def is_seeded(home: Path, database_url: str) -> bool:
    """Whether the company settled in here, to the end, in the very database that answers now."""
    note_of = home / "seeded"
    return note_of.exists() and note_of.read_text(encoding="ascii") == _identity(database_url)


def note(home: Path, database_url: str) -> None:
    """The company has settled in."""
    (home / "seeded").write_text(_identity(database_url), encoding="ascii")


def _identity(database_url: str) -> str:
    """A database dropped and made again is another one: its number changes."""
    with psycopg.connect(database_url, connect_timeout=3) as connection:
        number = connection.execute("SELECT oid FROM pg_database WHERE datname = current_database()").fetchone()
    return hashlib.sha256(f"{database_url} {number}".encode()).hexdigest()
