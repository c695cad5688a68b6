"""Turns a line of cells into a person, or into the list of everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from app.people.directory.cells import (
    UnreadableCell,
    parse_day,
    parse_email,
    parse_locale,
    parse_roles,
    parse_site_or_unit_name,
    parse_time_zone,
)
from app.people.directory.columns import COLUMNS, FileProblem
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


def parse_person_row(line: SheetLine, problems: list[FileProblem]) -> PersonRow | None:
    """The person on `line`; None when a cell is wrong, and then every wrong cell is in `problems`."""
    before = len(problems)
    cells = _CellParser(line, problems)
    row = PersonRow(
        line=line.number,
        external_id=cells.parse_cell("external_id", str) or "",
        email=cells.parse_cell("email", parse_email) or "",
        given_name=cells.parse_cell("given_name", str) or "",
        family_name=cells.parse_cell("family_name", str) or "",
        site=cells.parse_cell("site", parse_site_or_unit_name) or "",
        region=cells.parse_cell("region", parse_site_or_unit_name) or "",
        unit=cells.parse_cell("unit", parse_site_or_unit_name) or "",
        arrived_on=cells.parse_cell("arrived_on", parse_day) or date.min,
        time_zone=cells.parse_cell("time_zone", parse_time_zone),
        locale=cells.parse_cell("locale", parse_locale),
        manager=cells.parse_cell("manager", str),
        job_title=cells.parse_cell("job_title", str),
        left_on=cells.parse_cell("left_on", parse_day),
        roles=cells.parse_cell("roles", parse_roles) or frozenset(),
        joined_on=cells.parse_cell("joined_on", parse_day),
    )
    if row.left_on is not None and row.left_on < row.arrived_on:
        cells.add_problem("left_on", "before arrived_on: correct one of the two.")
    return row if len(problems) == before else None


@dataclass(frozen=True)
class _CellParser:
    """The cells of one line, each read by what its column asks, with what was wrong kept in `problems`."""

    line: SheetLine
    problems: list[FileProblem]

    def parse_cell(self, name: str, reader: Callable[[str], Value]) -> Value | None:
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
        self.problems.append(FileProblem(self.line.number, name, advice))
