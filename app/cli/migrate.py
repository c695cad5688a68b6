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
from app.kernel.transaction import transaction
from badges.credentials.keys import KeysUnusable
from badges.credentials.service.publish import ensure_first_keys

MIGRATIONS = "app:migrations"
"""A folder in a package, as Alembic names it: in a path, a percent sign would mean something else."""


@click.command("migrate")
def command() -> None:
    """Bring the database to the newest schema, and make the first keys of badges; nothing happens the second time."""
    with open_application_from_environment() as application:
        database_url = application.config["SETTINGS"].database_url
        before = find_schema_revision(database_url)
        upgrade_database(application)
        after = find_schema_revision(database_url)
        keys = make_first_badge_keys()
    click.echo(
        f"The schema is at {after}."
        if before == after == newest_schema_revision()
        else f"The schema went from {before or 'nothing'} to {after}."
    )
    if keys:
        click.echo(keys)


def make_first_badge_keys() -> str:
    """Make the keys that sign badges, where the service has a folder for them and never had any: what was done, in a sentence."""
    try:
        with transaction():
            keys = ensure_first_keys()
    except KeysUnusable as wrong:
        return f"No keys for badges: {wrong}"
    return "" if keys is None else f"Badges are signed with {keys.ed25519_name} and {keys.rsa_name}. Back them up."


def upgrade_database(application: Application) -> None:
    """Run the migrations that the database has not had; none the second time."""
    move_database_to_single_migration(application.config["SETTINGS"].database_url)
    flask_migrate.Migrate(application, db)
    with application.app_context():
        flask_migrate.upgrade(directory=MIGRATIONS)
