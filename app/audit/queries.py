"""Every read of the audit log."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from app.audit.models import AuditEntry
from app.audit.rows import PERSON, NamedRow, find_subject, list_named_rows
from app.kernel.database import Base, session

Names = Mapping[NamedRow, str]


@dataclass(frozen=True)
class AuditLine:
    """One entry: the names of the rows that it is about, where they still are, and each value that stood there before or after."""

    entry: AuditEntry
    names: Names
    changes: Sequence[tuple[str, object, object]]

    @property
    def at(self) -> datetime:
        """The beginning of the transaction that wrote it."""
        return self.entry.at

    @property
    def writer_name(self) -> str | None:
        """The person who wrote it, where they are still here."""
        return self.names.get(NamedRow("person", self.entry.writer_id or 0))

    @property
    def subject_name(self) -> str | None:
        """The person whom the row is about."""
        subject = find_subject(self.entry)
        return self.names.get(subject) if subject else None


def list_audit_lines(*, kind: str | None, before_id: int | None, limit: int) -> list[AuditLine]:
    """The newest entries first, of one kind of object or of all, below an id where one is given."""
    chosen = select(AuditEntry).order_by(AuditEntry.id.desc()).limit(limit)
    if kind:
        chosen = chosen.where(AuditEntry.kind == kind)
    if before_id is not None:
        chosen = chosen.where(AuditEntry.id < before_id)
    entries = session().scalars(chosen).all()
    names = _find_names(row for entry in entries for row in list_named_rows(entry))
    return [_build_line(entry, names) for entry in entries]


def _build_line(entry: AuditEntry, names: Names) -> AuditLine:
    before, after = entry.before or {}, entry.after or {}
    columns = sorted({*before, *after} - {PERSON})
    values = [(column, before.get(column), after.get(column)) for column in columns]
    return AuditLine(entry, names, [(column, old, new) for column, old, new in values if (old, new) != (None, None)])


def _find_names(rows: Iterable[NamedRow]) -> Names:
    ids: dict[str, set[int]] = defaultdict(set)
    for row in rows:
        ids[row.table].add(row.id)
    return {row: name for table, numbers in ids.items() for row, name in _find_names_in_table(table, numbers)}


def _find_names_in_table(table: str, ids: set[int]) -> list[tuple[NamedRow, str]]:
    columns = Base.metadata.tables[table].c
    name = columns.given_name + " " + columns.family_name if table == "person" else columns.name
    chosen = select(columns.id, name).where(columns.id.in_(ids))
    return [(NamedRow(table, row_id), named) for row_id, named in session().execute(chosen)]
