"""What commands read in the database without the application: the revision, the mark of a complete company, the sign-ins."""

from __future__ import annotations

import hashlib
from pathlib import Path

import psycopg

PERSON_OF_EACH_ROLE = """
    SELECT DISTINCT ON (place, role) role, given_name || ' ' || family_name
    FROM (
        SELECT 1 AS place, role, person_id FROM person_role
        UNION ALL
        SELECT 0, 'newcomer', (SELECT id FROM member WHERE is_here AND arrived_on <= current_date ORDER BY arrived_on DESC, id LIMIT 1)
    ) AS person_by_role JOIN member ON member.id = person_id
    WHERE is_here
    ORDER BY place, role, person_id
"""

IN_USE = """
    SELECT 1 FROM service_token
    WHERE secret_sha256 = encode(sha256(convert_to(%s, 'UTF8')), 'hex') AND revoked_at IS NULL
"""


def find_schema_revision(database_url: str) -> str | None:
    """The schema's revision; None when the database has never been migrated."""
    try:
        with psycopg.connect(database_url, connect_timeout=3) as connection:
            row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    except psycopg.errors.UndefinedTable:
        return None
    return str(row[0]) if row else None


def seeded_marker_file(home: Path) -> Path:
    """The file that marks a complete company."""
    return home / "seeded"


def is_demo_company_seeded(home: Path, database_url: str) -> bool:
    """Whether the company was written completely into the very database that answers now."""
    mark = seeded_marker_file(home)
    return mark.exists() and mark.read_text(encoding="ascii") == _compute_database_identity_digest(database_url)


def write_seeded_marker_file(home: Path, database_url: str) -> None:
    """Note that the company is complete in this database."""
    seeded_marker_file(home).write_text(_compute_database_identity_digest(database_url), encoding="ascii")


def _compute_database_identity_digest(database_url: str) -> str:
    """A digest of its address and its number: a database that was dropped and created again has another number."""
    with psycopg.connect(database_url, connect_timeout=3) as connection:
        number = connection.execute("SELECT oid FROM pg_database WHERE datname = current_database()").fetchone()
    return hashlib.sha256(f"{database_url} {number}".encode()).hexdigest()


def is_token_in_use(database_url: str, secret: str) -> bool:
    """Whether a machine may come in with this secret."""
    with psycopg.connect(database_url, connect_timeout=3) as connection:
        return connection.execute(IN_USE, [secret]).fetchone() is not None


def list_one_person_per_role(database_url: str) -> list[tuple[str, str]]:
    """Role and name of one person for each role, the newcomer first."""
    with psycopg.connect(database_url, connect_timeout=3) as connection:
        return [(str(role), str(name)) for role, name in connection.execute(PERSON_OF_EACH_ROLE)]
