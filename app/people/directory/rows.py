"""Turns a line of cells into a person, or into the list of everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from app.people.directory.cells import (
    UnreadableCell,
    read_day,
    read_email,
    read_locale,
    read_name,
    read_roles,
    read_zone,
)
from app.people.directory.columns import COLUMNS, Problem
from app.people.directory.reading import SheetLine

Value = TypeVar("Value")


@dataclass(frozen=True)
class PersonRow:
    """One person of the file; None where the column is left out or the cell is empty."""

    line: int
    external_id: str
    email: str
    given_name: str
    family_name: str
    site: str
    region: str
    unit: str
    arrived_on: date
    time_zone: str | None
    locale: str | None
    manager: str | None
    job_title: str | None
    left_on: date | None
    roles: frozenset[str]
    joined_on: date | None


def read_row(line: SheetLine, problems: list[Problem]) -> PersonRow | None:
    """The person on `line`; None when a cell is wrong, and then every wrong cell is in `problems`."""
    before = len(problems)
    cells = _Cells(line, problems)
    row = PersonRow(
        line=line.number,
        external_id=cells.read_cell("external_id", str) or "",
        email=cells.read_cell("email", read_email) or "",
        given_name=cells.read_cell("given_name", str) or "",
        family_name=cells.read_cell("family_name", str) or "",
        site=cells.read_cell("site", read_name) or "",
        region=cells.read_cell("region", read_name) or "",
        unit=cells.read_cell("unit", read_name) or "",
        arrived_on=cells.read_cell("arrived_on", read_day) or date.min,
        time_zone=cells.read_cell("time_zone", read_zone),
        locale=cells.read_cell("locale", read_locale),
        manager=cells.read_cell("manager", str),
        job_title=cells.read_cell("job_title", str),
        left_on=cells.read_cell("left_on", read_day),
        roles=cells.read_cell("roles", read_roles) or frozenset(),
        joined_on=cells.read_cell("joined_on", read_day),
    )
    if row.left_on is not None and row.left_on < row.arrived_on:
        cells.add_problem("left_on", "before arrived_on: correct one of the two.")
    return row if len(problems) == before else None


@dataclass(frozen=True)
class _Cells:
    """The cells of one line, each read by what its column asks, with what was wrong kept in `problems`."""

    line: SheetLine
    problems: list[Problem]

    def read_cell(self, name: str, reader: Callable[[str], Value]) -> Value | None:
        cell = self.line.cells.get(name, "")
        if not cell:
            if COLUMNS[name].required:
                self.add_problem(name, "empty: fill it in.")
            return None
        try:
            return reader(cell)
        except UnreadableCell as wrong:
            self.add_problem(name, str(wrong))
            return None

    def add_problem(self, name: str, advice: str) -> None:
        self.problems.append(Problem(self.line.number, name, advice))
