"""Brings a database to the newest schema."""

from __future__ import annotations

import flask_migrate

from app.kernel.application import Application
from app.kernel.database import db
from app.kernel.revisions import MIGRATIONS


def upgrade(application: Application) -> None:
    """Run every migration that the database has not seen; none the second time."""
    flask_migrate.Migrate(application, db)
    with application.app_context():
        flask_migrate.upgrade(directory=str(MIGRATIONS))
