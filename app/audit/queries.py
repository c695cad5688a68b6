"""Every read of the audit log."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from app.audit.models import AuditEntry
from app.kernel.database import in_ids_condition, session
from app.kernel.schema import JsonObject
from app.people.models import Person

PERSON = "person_id"
"""The column that says whom a row is about, wherever there is one."""


@dataclass(frozen=True)
class AuditLine:
    """One entry: the name of the person who wrote and of the one it is about, where they are still known, and each value that stood there before or after."""

    entry: AuditEntry
    writer_name: str | None
    subject_name: str | None
    changes: Sequence[tuple[str, object, object]]

    @property
    def at(self) -> datetime:
        """The beginning of the transaction that wrote it."""
        return self.entry.at


def list_audit_lines(*, kind: str | None, before_id: int | None, limit: int) -> list[AuditLine]:
    """The newest entries first, of one kind of object or of all, below an id where one is given."""
    chosen = select(AuditEntry).order_by(AuditEntry.id.desc()).limit(limit)
    if kind:
        chosen = chosen.where(AuditEntry.kind == kind)
    if before_id is not None:
        chosen = chosen.where(AuditEntry.id < before_id)
    entries = session().scalars(chosen).all()
    names = _find_names(_collect_person_ids(entries))
    return [_build_line(entry, names) for entry in entries]


def _build_line(entry: AuditEntry, names: Mapping[int, str]) -> AuditLine:
    before, after = entry.before or {}, entry.after or {}
    columns = sorted({*before, *after} - {PERSON})
    values = [(column, before.get(column), after.get(column)) for column in columns]
    changes = [(column, old, new) for column, old, new in values if (old, new) != (None, None)]
    subject = _find_subject_id(entry)
    return AuditLine(entry, names.get(entry.writer_id or 0), names.get(subject or 0), changes)


def _collect_person_ids(entries: Iterable[AuditEntry]) -> set[int]:
    return {person_id for entry in entries for person_id in (entry.writer_id, _find_subject_id(entry)) if person_id}


def _find_subject_id(entry: AuditEntry) -> int | None:
    values: JsonObject = entry.after or entry.before or {}
    return values.get(PERSON)


def _find_names(person_ids: set[int]) -> dict[int, str]:
    if not person_ids:
        return {}
    chosen = select(Person.id, Person.given_name, Person.family_name).where(in_ids_condition(Person.id, person_ids))
    return {row.id: f"{row.given_name} {row.family_name}" for row in session().execute(chosen)}
