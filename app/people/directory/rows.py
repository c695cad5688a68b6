"""Turns a line of cells into a person, or into the list of everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from typing import TypeVar

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

Value = TypeVar("Value")

NO_VALUES = frozenset({"NO_MANAGER", "NO_HR", "#N/A", "#N/D", "#NV", "NULL", "null"})
"""What HR systems and spreadsheets write in a cell that is empty."""

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


@dataclass(frozen=True)
class PersonRow:
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
    accounts: Mapping[str, str] = field(default_factory=dict)


def iterate_person_rows(
    lines: Iterable[SheetLine], order: DayOrder, problems: list[FileProblem]
) -> Iterator[PersonRow]:
    """The people of these lines; every wrong cell is in `problems`, of which there are hardly more than MOST_PROBLEMS."""
    for line in lines:
        if len(problems) >= MOST_PROBLEMS:
            return
        row = parse_person_row(line, problems, order)
        if row is not None:
            yield row


def parse_person_row(
    line: SheetLine, problems: list[FileProblem], order: DayOrder = DayOrder.DAY_FIRST
) -> PersonRow | None:
    """The person on `line`; None when a cell is wrong, and then every wrong cell is in `problems`."""
    before = len(problems)
    cells, read_day = _CellParser(line, problems), partial(_parse_day_if_any, order)
    row = PersonRow(
        line=line.number,
        external_id=cells.parse_cell("external_id", parse_identifier) or "",
        email=cells.parse_cell("email", parse_email) or "",
        given_name=cells.parse_cell("given_name", parse_name) or "",
        family_name=cells.parse_cell("family_name", parse_name) or "",
        site=cells.parse_cell("site", parse_group_name) or "",
        region=cells.parse_cell("region", parse_group_name),
        unit=cells.parse_cell("unit", parse_group_name) or "",
        arrived_on=cells.parse_cell("arrived_on", read_day) or date.min,
        time_zone=cells.parse_cell("time_zone", parse_time_zone),
        locale=cells.parse_cell("locale", parse_locale),
        manager=cells.parse_cell("manager", parse_identifier),
        job_title=cells.parse_cell("job_title", parse_name),
        left_on=cells.parse_cell("left_on", read_day),
        roles=cells.parse_cell("roles", parse_roles) or frozenset(),
        joined_on=cells.parse_cell("joined_on", read_day),
        accounts=cells.parse_accounts(),
    )
    if len(problems) > before:
        return None
    cells.check_row(row)
    return row if len(problems) == before else None


def _parse_day_if_any(order: DayOrder, cell: str) -> date | None:
    return None if cell in NO_DAYS else parse_day(cell, order)


@dataclass(frozen=True)
class _CellParser:
    """The cells of one line, each read by what its column asks, with what was wrong kept in `problems`."""

    line: SheetLine
    problems: list[FileProblem]

    def parse_cell(self, name: str, reader: Callable[[str], Value | None]) -> Value | None:
        cell = self.line.cells.get(name, "")
        if not cell or (cell in NO_VALUES and not COLUMNS[name].required):
            if COLUMNS[name].required:
                self.add_problem(name, EMPTY)
            return None
        try:
            return reader(cell)
        except UnreadableCell as wrong:
            self.add_problem(name, wrong.advice)
            return None

    def parse_accounts(self) -> dict[str, str]:
        accounts = {}
        for source, cell in self.line.accounts.items():
            try:
                accounts[source] = parse_identifier(cell).lower()
            except UnreadableCell as wrong:
                self.add_problem(f"account:{source}", wrong.advice)
        return accounts

    def check_row(self, row: PersonRow) -> None:
        if row.arrived_on == date.min:
            self.add_problem("arrived_on", EMPTY)
        if not row.given_name and not row.family_name:
            self.add_problem("given_name", NO_NAME)
        if row.left_on is not None and row.left_on < row.arrived_on:
            self.add_problem("left_on", LEFT_BEFORE_ARRIVED)

    def add_problem(self, name: str, advice: ErrorMessage) -> None:
        self.problems.append(FileProblem(self.line.number, name, advice))


def leave_merged_people_out(rows: Iterable[PersonRow], kept: Mapping[str, str]) -> list[PersonRow]:
    """The lines of people who were not merged; whoever reports to a merged person reports to the one who was kept."""
    return [
        replace(row, manager=kept.get(row.manager or "", row.manager)) for row in rows if row.external_id not in kept
    ]
