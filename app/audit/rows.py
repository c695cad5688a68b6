"""Which row of another table a value of the audit log names by its number."""

from __future__ import annotations

from typing import NamedTuple

from app.audit.models import AuditEntry
from app.kernel.audited import audited_tables
from app.kernel.database import Base
from app.kernel.schema import JsonObject

PERSON = "person_id"
"""The column that says whom a row is about, wherever there is one."""


class NamedRow(NamedTuple):
    """A row by its table and its id."""

    table: str
    id: int


def list_named_rows(entry: AuditEntry) -> list[NamedRow]:
    """Every row that the values of an entry name, and the person who wrote it."""
    sides = [side for side in (entry.before, entry.after) if side]
    named = [find_named_row(entry.kind, column, side) for side in sides for column in side]
    writer = NamedRow("person", entry.writer_id) if entry.writer_id else None
    return [row for row in (*named, writer) if row]


def find_named_row(kind: str, column: str, side: JsonObject) -> NamedRow | None:
    """The row that the value of `column` names among the values of one side; None where it is no number of a row."""
    value = side.get(column)
    table = _find_table(kind, column, side) if isinstance(value, int) else None
    return NamedRow(table, value) if table and isinstance(value, int) else None


def find_subject(entry: AuditEntry) -> NamedRow | None:
    """The person whom the row of an entry is about."""
    return find_named_row(entry.kind, PERSON, entry.after or entry.before or {})


def _find_table(kind: str, column: str, side: JsonObject) -> str | None:
    """The table by the column that names it, or by the foreign key."""
    if kind not in audited_tables():
        return None
    named_in = audited_tables()[kind].describe_column(column).table_in
    if named_in:
        table = side.get(named_in)
        return table if table in Base.metadata.tables else None
    declared = Base.metadata.tables[kind].c.get(column)
    keys = declared.foreign_keys if declared is not None else ()
    return next((key.column.table.name for key in keys), None)
