"""Keeps the formats of files under names: one for each HR system that writes them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from app.kernel import clock
from app.kernel.database import session
from app.people.directory.columns import COLUMNS
from app.people.directory.file_format import FileFormat, encode_file_format, parse_file_format
from app.people.models import PeopleFileFormat


@dataclass(frozen=True)
class KeptFormat:
    """A format that is kept, with the headings that it reads."""

    name: str
    columns: Sequence[tuple[str, str]]


def find_format(name: str) -> FileFormat | None:
    """The format of that name; None when there is none."""
    kept = session().scalar(select(PeopleFileFormat).where(PeopleFileFormat.name == name))
    return None if kept is None else parse_file_format(kept.content)


def keep_format(name: str, file_format: FileFormat) -> None:
    """Keep a format under a name; another one of that name is replaced."""
    values = {"content": encode_file_format(file_format), "kept_at": clock.now()}
    statement = insert(PeopleFileFormat).values(name=name, **values)
    session().execute(statement.on_conflict_do_update(index_elements=["name"], set_=values))


def list_formats() -> list[KeptFormat]:
    """Every format that is kept, by name."""
    rows = session().scalars(select(PeopleFileFormat).order_by(PeopleFileFormat.name))
    return [KeptFormat(row.name, _list_columns(parse_file_format(row.content))) for row in rows]


def _list_columns(file_format: FileFormat) -> list[tuple[str, str]]:
    return [(name, file_format.columns[name]) for name in COLUMNS if name in file_format.columns]
