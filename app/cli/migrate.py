"""The command that brings the database to the newest schema."""

from __future__ import annotations

import click
import flask_migrate

from app.cli.database import find_schema_revision
from app.cli.earlier_databases import move_database_to_single_migration
from app.cli.service import open_application_from_environment
from app.kernel.application import Application
from app.kernel.database import db
from app.kernel.revisions import newest_schema_revision

MIGRATIONS = "app:migrations"
"""A folder in a package, as Alembic names it: in a path, a percent sign would mean something else."""


@click.command("migrate")
def command() -> None:
    """Bring the database to the newest schema; nothing happens the second time."""
    with open_application_from_environment() as application:
        database_url = application.config["SETTINGS"].database_url
        before = find_schema_revision(database_url)
        upgrade_database(application)
        after = find_schema_revision(database_url)
    click.echo(
        f"The schema is at {after}."
        if before == after == newest_schema_revision()
        else f"The schema went from {before or 'nothing'} to {after}."
    )


def upgrade_database(application: Application) -> None:
    """Run the migrations that the database has not had; none the second time."""
    move_database_to_single_migration(application.config["SETTINGS"].database_url)
    flask_migrate.Migrate(application, db)
    with application.app_context():
        flask_migrate.upgrade(directory=MIGRATIONS)
