"""The file of a person's own data is whole: every table that concerns a person is in it, column by column, or says why not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import BigInteger, Column, Table
from sqlalchemy.sql.visitors import iterate

from app.kernel.database import Base
from app.kernel.manifest import Feature, list_features_of_application
from app.kernel.personal_file import FilePart, OwnRecords, OwnTable, TableLeftOut, refers_to_person
from app.people.portability.queries import is_in_file
from tests.architecture.house import house
from tests.architecture.source import must_be_none

OF_NO_PERSON = frozenset(
    [
        "contest_count.contest_id",
        "contest_count.fact_id",
        "contest_standing.contest_id",
        "counted_person.site_id",
        "counted_person.unit_id",
        "delivery.fact_id",
        "ledger_change.site_id",
        "ledger_change.unit_id",
        "ledger_entry.fact_id",
        "person_total.site_id",
        "person_total.unit_id",
        "place_headcount.site_id",
        "place_headcount.unit_id",
        "place_total.site_id",
        "place_total.unit_id",
        "policy.scope_id",
        "position.fact_id",
        "question_turn.fact_id",
        "unit_balance.unit_id",
        "waiting_credit.fact_id",
    ]
)
"""Numbers that are called as an id, without a foreign key, and are of no person."""


@cache
def declared() -> tuple[FilePart, ...]:
    """Everything that the features declare."""
    return tuple(own for feature in list_features_of_application(house(), Feature) for own in feature.personal_file)


@cache
def declared_by_table() -> Mapping[str, list[FilePart]]:
    by_table: dict[str, list[FilePart]] = defaultdict(list)
    for own in declared():
        by_table[own.table.__tablename__].append(own)
    return by_table


def list_columns(model: type[Base]) -> Sequence[Column[Any]]:
    return list(Base.metadata.tables[model.__tablename__].columns)


def test_every_table_that_concerns_a_person_is_declared() -> None:
    must_be_none(
        f"{table.name}: concerns a person, and no personal_file.py declares it"
        for table in Base.metadata.sorted_tables
        if _concerns_person(table) and table.name not in declared_by_table()
    )


def _concerns_person(table: Table) -> bool:
    """Whether it refers to a person, or to a row of a table that their file holds by itself."""
    if any(refers_to_person(column) for column in table.columns):
        return True
    targets = {key.column.table.name for column in table.columns for key in column.foreign_keys}
    return any(_is_in_own_table(name) for name in targets - {table.name})


def _is_in_own_table(name: str) -> bool:
    return any(isinstance(own, OwnTable) for own in declared_by_table().get(name, ())) and name not in SHARED


SHARED = frozenset({"policy", "crisis", "people_import", "contest_prize_stock_change"})
"""What belongs to the company, and names who decided it: what refers to such a row is about no person."""


def test_every_column_of_a_person_is_an_owner_a_name_or_left_out_for_a_reason() -> None:
    must_be_none(
        f"{name}.{column.name}: refers to a person, and the file neither goes by it, names them, nor says why not"
        for name, owns in declared_by_table().items()
        for column in list_columns(owns[0].table)
        if refers_to_person(column) and not any(_accounts_for(own, column) for own in owns)
    )


def _accounts_for(own: FilePart, column: Column[Any]) -> bool:
    if not isinstance(own, OwnTable):
        return True
    in_condition = {str(each) for each in iterate(own.belongs_to(1)) if each.__visit_name__ == "column"}
    return str(column) in in_condition or column.name in {*own.names, *own.withheld}


def test_what_is_named_or_left_out_is_a_column_of_the_table() -> None:
    tables = [own for own in declared() if isinstance(own, OwnTable)]
    must_be_none(
        f"{own.table.__tablename__}.{name}: is no column"
        for own in tables
        for name in (*own.names, *own.withheld)
        if name not in Base.metadata.tables[own.table.__tablename__].columns
    )
    must_be_none(
        f"{own.table.__tablename__}.{name}: refers to nobody"
        for own in tables
        for name in own.names
        if not refers_to_person(Base.metadata.tables[own.table.__tablename__].columns[name])
    )


def test_no_number_of_a_person_is_in_the_file() -> None:
    must_be_none(
        f"{table.name}.{column.name}: an id without a foreign key; of whom?"
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if _is_bare_id(column) and not refers_to_person(column) and f"{table.name}.{column.name}" not in OF_NO_PERSON
    )
    must_be_none(
        f"{own.table.__tablename__}.{column.name}"
        for own in declared()
        if isinstance(own, OwnTable)
        for column in list_columns(own.table)
        if refers_to_person(column) and is_in_file(own, column) and column.name not in own.names
    )


def _is_bare_id(column: Column[Any]) -> bool:
    return column.name.endswith("_id") and isinstance(column.type, BigInteger) and not column.foreign_keys


def test_what_is_left_out_is_not_in_the_file_as_well() -> None:
    must_be_none(
        name
        for name, owns in declared_by_table().items()
        if any(isinstance(own, TableLeftOut) for own in owns)
        and any(isinstance(own, OwnTable | OwnRecords) for own in owns)
    )


def test_two_sections_have_no_title_in_common() -> None:
    titles = [own.title for own in declared()]
    must_be_none(title for title in titles if titles.count(title) > 1)
