"""Says to PostgreSQL who writes, before it writes a table whose changes the audit log keeps.

A model declares what is kept in the `info` of its table, and a trigger writes the entry: no service can forget it, and a statement
that is typed by hand in the database leaves its trace as well. A table without that declaration costs nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Any

import click
import orjson
from flask import has_request_context
from sqlalchemy import ClauseElement, Connection, Engine, Table, TextClause, Update, event, func, select

from app.kernel.access import Principal, current_principal
from app.kernel.database import Base
from app.kernel.errors import Unauthorised
from app.kernel.jobs import is_in_job

INFO = "audited"


@dataclass(frozen=True)
class AuditedColumn:
    """How people read a column: its label, and the words of its values and of the names inside them, where these are codes.

    A number `is_minutes` where it counts minutes; it is the id of a row of the table that the column `table_in` names, where there is one.
    """

    label: str
    words: Mapping[str, str] = field(default_factory=dict)
    is_minutes: bool = False
    table_in: str | None = None


@dataclass(frozen=True)
class AuditedTable:
    """What the log keeps of a table: what people call a row, the column that names it, and the columns whose changes are kept.

    Where `is_only_updated`, the log keeps changes of these columns alone, and no added or deleted row: the trigger of a table that
    grows by itself looks at nothing else. Of a column behind an exclamation mark (a secret, a name) the log keeps that it changed, and no value.
    """

    label: str
    named_by: str
    declared: Mapping[str, AuditedColumn]
    is_only_updated: bool = False

    @property
    def columns(self) -> str:
        """The columns as the trigger has them, separated by spaces."""
        return " ".join(self.declared)

    def describe_column(self, name: str) -> AuditedColumn:
        """How people read a column; one that is no longer kept has its name for a label."""
        return self.declared.get(name) or self.declared.get(f"!{name}") or AuditedColumn(name)


def audit_changes(
    label: str, named_by: str, columns: Mapping[str, str | AuditedColumn], *, is_only_updated: bool = False
) -> dict[str, Any]:
    """What a model adds to its `__table_args__` to have the changes of its table kept: see AuditedTable. A migration adds the trigger.

    `columns` are the labels by name, or more about the column where its values are codes or numbers.
    """
    declared = {name: AuditedColumn(text) if isinstance(text, str) else text for name, text in columns.items()}
    return {"info": {INFO: AuditedTable(label, named_by, declared, is_only_updated)}}


@cache
def audited_tables() -> dict[str, AuditedTable]:
    """What is declared, by the name of the table."""
    return {table.name: table.info[INFO] for table in Base.metadata.sorted_tables if INFO in table.info}


def announce_writers(engine: Engine) -> None:
    """From now on, each write of an audited table through `engine` says who writes, until its transaction ends."""
    event.listen(engine, "before_execute", _announce_writer)


def _announce_writer(connection: Connection, statement: ClauseElement, *_: Any) -> None:
    if _writes_audited_table(statement):
        connection.execute(select(func.set_config("passerelle.writer", orjson.dumps(_find_writer()).decode(), True)))


def _writes_audited_table(statement: ClauseElement) -> bool:
    if isinstance(statement, TextClause):
        return _text_writes_audited_table(statement.text)
    table = getattr(statement, "table", None) if getattr(statement, "is_dml", False) else None
    audited = table.info.get(INFO) if isinstance(table, Table) else None
    return audited is not None and (not audited.is_only_updated or isinstance(statement, Update))


@lru_cache(maxsize=1024)
def _text_writes_audited_table(text: str) -> bool:
    updated = "|".join(audited_tables())
    written = "|".join(name for name, table in audited_tables().items() if not table.is_only_updated)
    writes = rf"\b(update\s+({updated})|(insert\s+into|delete\s+from)\s+({written}))\b"
    return re.search(writes, text, re.IGNORECASE) is not None


def _find_writer() -> dict[str, str | int]:
    """Who asks for what is under way: a person, a machine by its source, a command, or else the service itself.

    The command that runs a server or a worker asks for nothing of what requests and jobs do.
    """
    if has_request_context():
        principal = _find_caller()
        if principal.person_id is not None:
            return {"kind": "person", "id": principal.person_id}
        return {"kind": "machine", "name": principal.source} if principal.source is not None else {"kind": "service"}
    command = None if is_in_job() else click.get_current_context(silent=True)
    return {"kind": "command", "name": command.command_path} if command else {"kind": "service"}


def _find_caller() -> Principal:
    """Who calls; nobody where a network shows a token of its own, which its kind of source proves."""
    try:
        return current_principal()
    except Unauthorised:
        return Principal()
