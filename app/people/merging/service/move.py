"""Moves rows from the merged person to the kept one, as their declarations say."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import text

from app.kernel.database import session
from app.people.merging.statements import build_move_statements
from app.people.rows import MergedRows, PersonMerge


def move_rows(declared: Iterable[MergedRows], merge: PersonMerge) -> None:
    """Let the rows of these columns be the kept person's. A second time changes nothing."""
    for rows in declared:
        execute_for_merge(build_move_statements(rows), merge)


def execute_for_merge(statements: Iterable[str], merge: PersonMerge) -> None:
    """Execute statements that name the kept person as :kept and the merged one as :merged."""
    for statement in statements:
        named = {name: value for name, value in merge.parameters.items() if f":{name}" in statement}
        session().execute(text(statement), named)
