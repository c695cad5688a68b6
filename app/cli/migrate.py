"""The command that brings the database to the newest schema."""

from __future__ import annotations

import click

from app.cli.migrations import upgrade
from app.cli.schema import find_revision
from app.cli.service import service
from app.kernel.revisions import newest_revision


@click.command("migrate")
def command() -> None:
    """Bring the database to the newest schema; nothing happens the second time."""
    with service() as application:
        database_url = application.config["SETTINGS"].database_url
        before = find_revision(database_url)
        upgrade(application)
        after = find_revision(database_url)
    click.echo(
        f"The schema is at {after}."
        if before == after == newest_revision()
        else f"The schema went from {before or 'nothing'} to {after}."
    )
