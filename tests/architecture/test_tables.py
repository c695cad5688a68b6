"""Tables keep the house's promises: migrations make what models say, texts have no length, and some things are never known."""

from __future__ import annotations

import re

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Column, String, Table

from app.kernel.application import Application
from app.kernel.database import Base, db
from tests.architecture.source import ROOT, must_be_none

NEVER_KNOWN = re.compile(
    r"(^|_)(age|born|birth|birthday|gender|sex|salary|pay|wage|grade|appraisal|rating|health)(_|$)"
)
MIGRATIONS = sorted((ROOT / "app/migrations/versions").glob("*.py"))


def columns() -> list[tuple[Table, Column[object]]]:
    return [(table, column) for table in Base.metadata.sorted_tables for column in table.columns]


def test_the_migrations_make_what_the_models_say(app: Application) -> None:
    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        must_be_none(str(difference) for difference in compare_metadata(context, Base.metadata))


def test_no_column_limits_the_length_of_a_text() -> None:
    must_be_none(
        f"{table.name}.{column.name}"
        for table, column in columns()
        if isinstance(column.type, String) and column.type.length
    )


def test_every_moment_has_its_zone() -> None:
    must_be_none(
        f"{table.name}.{column.name}" for table, column in columns() if getattr(column.type, "timezone", True) is False
    )


def test_no_table_knows_an_age_a_pay_or_an_appraisal() -> None:
    must_be_none(f"{table.name}.{column.name}" for table, column in columns() if NEVER_KNOWN.search(column.name))


def test_a_migration_imports_nothing_of_ours() -> None:
    ours = re.compile(r"^(from|import) (app|missions|badges|mentoring|seeds)\b", re.MULTILINE)
    must_be_none(path.name for path in MIGRATIONS if ours.search(path.read_text(encoding="utf-8")))
