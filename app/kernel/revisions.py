"""The schema revision of this release, read from the migrations without importing Alembic: every start needs it."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

MIGRATIONS = Path(__file__).parents[1] / "migrations"
NAMED = re.compile(r"^(down_revision|revision)\b[^=]*= *['\"](.+?)['\"]", re.MULTILINE)


@cache
def newest_schema_revision() -> str:
    """The revision that no other follows."""
    assignments: list[list[tuple[str, str]]] = [
        NAMED.findall(file.read_text(encoding="utf-8")) for file in (MIGRATIONS / "versions").glob("*.py")
    ]
    named = {(what, name) for file in assignments for what, name in file}
    heads = {name for what, name in named if what == "revision"} - {name for what, name in named if what != "revision"}
    assert len(heads) == 1, f"Migrations follow one another in one line; these end it: {sorted(heads)}."
    return heads.pop()
