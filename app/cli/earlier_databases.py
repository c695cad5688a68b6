"""Takes over a database that the long chain of migrations made before it became one; can be deleted after the first release."""

from __future__ import annotations

from collections.abc import Mapping

import click
import psycopg

from app.cli.database import find_schema_revision
from app.kernel.revisions import MIGRATIONS

ONE_MIGRATION = "0001"
LAST_OF_LONG_CHAIN = "0017"
MISSING_PARTS: Mapping[str, tuple[str, ...]] = {
    "0015": ("since_0015", "intake", "members", "since_0017"),
    "0016": ("intake", "since_0017"),
    "0017": ("since_0017",),
}
"""The revisions that can be taken over, and the files of `app/migrations/schema` that they lack."""
REFUSAL = (
    "This database is at revision {revision} of an unfinished version, which this version cannot migrate. "
    "Start with an empty database; for a demo, name a new folder in PASSERELLE_HOME."
)
STAMP = "update alembic_version set version_num = %s"


def move_database_to_single_migration(database_url: str) -> None:
    """Give a database of the long chain what `0001` makes and mark it as such; later migrations follow, and nothing happens to any other database."""
    revision = find_schema_revision(database_url)
    if revision is None or not "0002" <= revision <= LAST_OF_LONG_CHAIN:
        return
    if revision not in MISSING_PARTS:
        raise click.ClickException(REFUSAL.format(revision=revision))
    with psycopg.connect(database_url) as connection:
        for part in MISSING_PARTS[revision]:
            connection.execute((MIGRATIONS / "schema" / f"{part}.sql").read_bytes())
        connection.execute(STAMP, [ONE_MIGRATION])
