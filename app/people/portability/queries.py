"""Reads everything that the features declare as a person's own, each table in one statement that makes its JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import orjson
from sqlalchemy import LargeBinary, Table, Text, cast, func, literal, or_, select, true
from sqlalchemy.orm import aliased

from app.kernel.database import Base, session
from app.kernel.manifest import Feature, list_features_of_current_application
from app.kernel.personal_file import (
    Expression,
    FilePart,
    OwnRecords,
    OwnTable,
    Rows,
    TableColumn,
    TableLeftOut,
    refers_to_person,
)
from app.people.models import Member


@dataclass(frozen=True, kw_only=True)
class OwnSection:
    """The rows of one table, as JSON that is written already; `withheld` says which columns are missing, and why."""

    table: str
    title: str
    rows: orjson.Fragment
    withheld: Mapping[str, str]


def list_file_parts() -> list[FilePart]:
    """What the features declare, in the order of the floors."""
    return [own for feature in list_features_of_current_application(Feature) for own in feature.personal_file]


def read_own_sections(person_id: int) -> list[OwnSection]:
    """Everything of this person; moments are in UTC."""
    session().execute(select(func.set_config("timezone", "UTC", True)))
    return [_read_section(own, person_id) for own in list_file_parts() if not isinstance(own, TableLeftOut)]


def _read_section(own: OwnTable | OwnRecords, person_id: int) -> OwnSection:
    withheld = own.withheld if isinstance(own, OwnTable) else {}
    rows = _read_rows(own, person_id) if isinstance(own, OwnTable) else orjson.dumps(own.read(person_id))
    return OwnSection(
        table=own.table.__tablename__, title=own.title, rows=orjson.Fragment(rows), withheld=dict(withheld)
    )


def _read_rows(own: OwnTable, person_id: int) -> str:
    rows = select_own_rows(own, person_id).subquery("own")
    lines = func.json_agg(func.row_to_json(rows.table_valued()))
    return str(session().scalar(select(func.coalesce(cast(lines, Text), "[]"))))


def select_own_rows(own: OwnTable, person_id: int) -> Rows:
    """The rows of this person, as their file has them."""
    table = _get_table(own.table)
    columns = [_show_column(own, column, person_id) for column in table.columns if is_in_file(own, column)]
    is_kept = true().label("is_kept")  # Of some rows, that they are there says everything.
    return select(*(columns or [is_kept])).where(own.belongs_to(person_id)).order_by(*table.primary_key.columns)


def is_in_file(own: OwnTable, column: TableColumn) -> bool:
    """Whether the file has this column, or the name of the person whom it refers to."""
    return column.name not in own.withheld and (column.name in own.names or not refers_to_person(column))


def _show_column(own: OwnTable, column: TableColumn, person_id: int) -> Expression:
    """The column itself; in place of a number, the name of a person or the slug of what it refers to."""
    name = column.name.removesuffix("_id")
    if column.name in own.names:
        return _select_name(own, column, person_id).label(name)
    if isinstance(column.type, LargeBinary):
        return func.encode(column, "base64").label(column.name)
    for key in column.foreign_keys:
        if "slug" in key.column.table.columns:
            target = key.column.table.alias()
            return select(target.c.slug).where(target.c.id == column).scalar_subquery().label(name)
    return column


def _select_name(own: OwnTable, column: TableColumn, person_id: int) -> Expression:
    other = aliased(Member)
    is_shown = or_(other.is_here, other.id == literal(person_id), own.names_leavers)
    name = other.given_name + " " + other.family_name
    return select(name).where(other.id == column, is_shown).scalar_subquery()


@cache
def _get_table(model: type[Base]) -> Table:
    table = model.__table__
    assert isinstance(table, Table), "A model of the house is a table."
    return table
