"""Alembic's entry: migrates the database of the application under way."""

from __future__ import annotations

from alembic import context

from app.kernel.database import Base, db


def run_migrations() -> None:
    """Run what is asked on one connection, in one transaction."""
    with db.engine.connect() as connection:
        context.configure(connection=connection, target_metadata=Base.metadata, compare_server_default=False)
        with context.begin_transaction():
            context.run_migrations()


run_migrations()
