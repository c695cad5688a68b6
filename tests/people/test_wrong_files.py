"""A file with thousands of wrong lines is not compared to its end."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from app.people.directory.checks import iterate_rows_noting_duplicates
from app.people.directory.columns import MOST_PROBLEMS, FileProblem
from app.people.directory.day_forms import DayOrder
from app.people.directory.entries import Directory
from app.people.directory.reading import SheetLine
from app.people.directory.reporting_line import resolve_managers
from app.people.directory.rows import PersonRow, iterate_person_rows
from tests.people.people_file import ADA

TODAY = date(2026, 6, 1)
NOBODY = Directory(people={}, sites={}, regions={}, units={})


def test_the_comparison_of_lines_stops_where_enough_is_wrong() -> None:
    duplicates: list[FileProblem] = []
    given = iter([_row_of_ada(line) for line in range(2, 4_002)])
    rows = list(iterate_rows_noting_duplicates(given, TODAY, duplicates))
    assert (len(rows), len(duplicates)) == (501, MOST_PROBLEMS)
    assert len(list(given)) > 3_000, "The rest was compared too."


def test_managers_nobody_knows_are_listed_up_to_a_limit() -> None:
    rows = [replace(_row_of_ada(line), external_id=f"p{line}", manager=f"nobody {line}") for line in range(2, 4_002)]
    problems: list[FileProblem] = []
    assert resolve_managers(rows, NOBODY, problems) == rows
    assert [problem.line for problem in problems] == list(range(2, MOST_PROBLEMS + 2))


def _row_of_ada(line: int) -> PersonRow:
    (row,) = iterate_person_rows([SheetLine(line, ADA)], DayOrder.DAY_FIRST, [])
    return row
