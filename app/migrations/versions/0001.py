"""The whole schema, one file of SQL for each part of the house, in the order in which they refer to each other.

Revision ID: 0001
"""

from __future__ import annotations

import re
from pathlib import Path

from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

SCHEMA = Path(__file__).parents[1] / "schema"
PARTS = (
    "people",
    "members",
    "journal",
    "intake",
    "points",
    "leaderboards",
    "webhooks",
    "notices",
    "missions",
    "badges",
    "mentoring",
)
CREATED = re.compile(r"^create (table|view|function) (\w+)", re.IGNORECASE | re.MULTILINE)


def upgrade() -> None:
    for part in PARTS:
        _execute(_read(part))


def downgrade() -> None:
    """Drop everything, the last created first; what a person or the network wrote is lost."""
    created = [match.groups() for part in PARTS for match in CREATED.finditer(_read(part))]
    for kind, name in reversed(created):
        _execute(f"drop {kind} {name}")


def _read(part: str) -> str:
    return (SCHEMA / f"{part}.sql").read_text(encoding="utf-8")


def _execute(sql: str) -> None:
    """Several statements at once, in which % and : mean nothing to the driver."""
    op.get_bind().execution_options(no_parameters=True).exec_driver_sql(sql)
