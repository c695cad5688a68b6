"""The values of the audit log as people read them: words for codes, names for numbers, local time, lists for JSON."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

import orjson
from sqlalchemy import DateTime

from app.audit.queries import AuditLine
from app.audit.rows import find_named_row
from app.kernel.audited import AuditedColumn, audited_tables
from app.kernel.database import Base
from app.kernel.texts import N_, format_by_filter, translate_text

LANGUAGES = {"fr", "en"}


def describe_column(kind: str, column: str) -> AuditedColumn:
    """How people read a column, as its table declares it; one of a table that is gone has its name for a label."""
    table = audited_tables().get(kind)
    return table.describe_column(column) if table else AuditedColumn(column)


def describe_value(line: AuditLine, column: str, value: object) -> str:
    """A value of a column; a dash where there is none."""
    sides = (line.entry.before or {}, line.entry.after or {})
    side = next((side for side in sides if side.get(column) == value), {})
    row = find_named_row(line.entry.kind, column, side)
    if row is not None and row in line.names:
        return line.names[row]
    if isinstance(value, str) and _is_moment(line.entry.kind, column):
        return format_by_filter("moment", datetime.fromisoformat(value))
    return _describe_content(describe_column(line.entry.kind, column), value)


def keep_differences(before: object, after: object) -> tuple[object, object]:
    """Both values, and of two mappings only what differs."""
    if not isinstance(before, dict) or not isinstance(after, dict):
        return before, after
    names = [name for name in before | after if before.get(name) != after.get(name)]
    return {name: before.get(name) for name in names}, {name: after.get(name) for name in names}


def write_machine_value(value: object) -> str:
    """A value as the database has it: a text as it is, everything else as JSON, and nothing where there is none."""
    if value is None:
        return ""
    return value if isinstance(value, str) else orjson.dumps(value).decode()


def _describe_content(column: AuditedColumn, value: object) -> str:
    if value is None or value in ("", [], {}):
        return "—"
    if isinstance(value, bool):
        return translate_text(N_("oui") if value else N_("non"))
    if isinstance(value, int) and column.is_minutes:
        return translate_text(N_("%(hours)s h %(minutes)s"), {"hours": value // 60, "minutes": f"{value % 60:02}"})
    if isinstance(value, list):
        return ", ".join(_describe_content(column, each) for each in value)
    if isinstance(value, Mapping):
        return _describe_mapping(column, value)
    return _find_word(column, str(value))


def _describe_mapping(column: AuditedColumn, value: Mapping[str, object]) -> str:
    if set(value) <= LANGUAGES:
        return format_by_filter("localised", value)
    texts = [(_find_word(column, name), _describe_content(column, each)) for name, each in sorted(value.items())]
    return translate_text(N_(" ; ")).join(
        translate_text(N_("%(kind)s : %(name)s"), {"kind": name, "name": text}) for name, text in texts
    )


def _find_word(column: AuditedColumn, code: str) -> str:
    return translate_text(column.words[code]) if code in column.words else code


def _is_moment(kind: str, column: str) -> bool:
    table = Base.metadata.tables.get(kind)
    return table is not None and column in table.c and isinstance(table.c[column].type, DateTime)
