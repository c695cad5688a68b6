"""Turns a line of cells into a person, or into the list of everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import partial
from types import MappingProxyType
from typing import NamedTuple

from app.kernel.messages import ErrorMessage
from app.people.directory.cells import (
    UnreadableCell,
    parse_group_name,
    parse_identifier,
    parse_locale,
    parse_name,
    parse_roles,
    parse_time_zone,
)
from app.people.directory.columns import COLUMNS, MOST_PROBLEMS, FileProblem
from app.people.directory.day_forms import NO_DAYS, DayOrder, parse_day
from app.people.directory.emails import parse_email
from app.people.directory.reading import SheetLine

NO_VALUES = frozenset({"NO_MANAGER", "NO_HR", "#N/A", "#N/D", "#NV", "NULL", "null"})
"""What HR systems and spreadsheets write in a cell that is empty."""

UNIQUE_COLUMNS = frozenset({"external_id", "email"})
"""What they mean is not remembered: no two lines have the same."""

NO_ACCOUNTS: Mapping[str, str] = MappingProxyType({})

EMPTY = ErrorMessage("empty: fill it in.", french="vide : remplissez cette cellule.")
NO_NAME = ErrorMessage(
    "empty, and family_name too: write one of them.", french="vide, et family_name aussi : écrivez l’un des deux."
)
LEFT_BEFORE_ARRIVED = ErrorMessage(
    "before arrived_on: correct one of the two.", french="avant arrived_on : corrigez l’une des deux."
)
LEFT_OUT = ErrorMessage(
    "Lines of merged people, left out: {list}", french="Lignes de comptes fusionnés, non lues : {list}"
)


class PersonRow(NamedTuple):
    """One person of the file; None where the column is left out or the cell is empty. `accounts` maps a network to its name for them."""

    line: int
    external_id: str
    email: str
    given_name: str
    family_name: str
    site: str
    region: str | None
    unit: str
    arrived_on: date
    time_zone: str | None
    locale: str | None
    manager: str | None
    job_title: str | None
    left_on: date | None
    roles: frozenset[str]
    joined_on: date | None
    accounts: Mapping[str, str]


def iterate_person_rows(
    lines: Iterable[SheetLine], order: DayOrder, problems: list[FileProblem]
) -> Iterator[PersonRow]:
    """The people of these lines; every wrong cell is in `problems`, of which there are hardly more than MOST_PROBLEMS."""
    parser = _LineParser(order, problems)
    for line in lines:
        if len(problems) >= MOST_PROBLEMS:
            return
        row = parser.parse_line(line)
        if row is not None:
            yield row


class _Unread:
    """Stands for what was not read yet: None is a value of a cell."""


class _LineParser:
    """Reads the lines of one file, each cell by what its column asks, and keeps in `problems` what is wrong.

    Most columns have few different cells: what one means is remembered for the next line.
    """

    def __init__(self, order: DayOrder, problems: list[FileProblem]) -> None:
        """Nothing is read yet."""
        self._problems = problems
        self._readers = _list_readers(order)
        self._values: dict[str, dict[str, object]] = {}
        for name, (_, default) in self._readers.items():
            empty = () if COLUMNS[name].required else ("", *NO_VALUES)
            self._values[name] = dict.fromkeys(empty, default)

    def parse_line(self, line: SheetLine) -> PersonRow | None:
        """The person on `line`; None when a cell is wrong, and then every wrong cell is in `problems`."""
        before, cells, values = len(self._problems), line.cells, []
        for name, meanings in self._values.items():
            cell = cells.get(name, "")
            value = meanings.get(cell, _Unread)
            values.append(self._parse_cell(line, name, cell) if value is _Unread else value)
        accounts = self._parse_accounts(line) if line.accounts else NO_ACCOUNTS
        row = PersonRow._make((line.number, *values, accounts))
        if len(self._problems) > before:
            return None
        self._check_row(row)
        return row if len(self._problems) == before else None

    def _parse_cell(self, line: SheetLine, name: str, cell: str) -> object:
        reader, default = self._readers[name]
        if not cell:
            self._add_problem(line.number, name, EMPTY)
            return default
        try:
            value = reader(cell)
        except UnreadableCell as wrong:
            self._add_problem(line.number, name, wrong.advice)
            return default
        value = default if value is None else value
        if name not in UNIQUE_COLUMNS:
            self._values[name][cell] = value
        return value

    def _parse_accounts(self, line: SheetLine) -> dict[str, str]:
        accounts = {}
        for source, cell in line.accounts.items():
            try:
                accounts[source] = parse_identifier(cell).lower()
            except UnreadableCell as wrong:
                self._add_problem(line.number, f"account:{source}", wrong.advice)
        return accounts

    def _check_row(self, row: PersonRow) -> None:
        if row.arrived_on == date.min:
            self._add_problem(row.line, "arrived_on", EMPTY)
        if not row.given_name and not row.family_name:
            self._add_problem(row.line, "given_name", NO_NAME)
        if row.left_on is not None and row.left_on < row.arrived_on:
            self._add_problem(row.line, "left_on", LEFT_BEFORE_ARRIVED)

    def _add_problem(self, number: int, name: str, advice: ErrorMessage) -> None:
        self._problems.append(FileProblem(number, name, advice))


def _list_readers(order: DayOrder) -> dict[str, tuple[Callable[[str], object], object]]:
    """By column, in the order of PersonRow: what reads a cell, and what stands for an empty one."""
    read_day = partial(_parse_day_if_any, order)
    return {
        "external_id": (parse_identifier, ""),
        "email": (parse_email, ""),
        "given_name": (parse_name, ""),
        "family_name": (parse_name, ""),
        "site": (parse_group_name, ""),
        "region": (parse_group_name, None),
        "unit": (parse_group_name, ""),
        "arrived_on": (read_day, date.min),
        "time_zone": (parse_time_zone, None),
        "locale": (parse_locale, None),
        "manager": (parse_identifier, None),
        "job_title": (parse_name, None),
        "left_on": (read_day, None),
        "roles": (parse_roles, frozenset[str]()),
        "joined_on": (read_day, None),
    }


def _parse_day_if_any(order: DayOrder, cell: str) -> date | None:
    return None if cell in NO_DAYS else parse_day(cell, order)


def leave_merged_people_out(rows: Iterable[PersonRow], kept: Mapping[str, str]) -> list[PersonRow]:
    """The lines of people who were not merged; whoever reports to a merged person reports to the one who was kept."""
    return [
        row._replace(manager=kept.get(row.manager or "", row.manager)) for row in rows if row.external_id not in kept
    ]
