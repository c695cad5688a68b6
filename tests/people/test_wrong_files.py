"""A file with thousands of wrong lines is not compared to its end, and one that can only be refused does not read the whole directory."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest
from sqlalchemy import event

from app.kernel import clock
from app.kernel.database import db
from app.people.directory.checks import iterate_rows_noting_duplicates
from app.people.directory.columns import MOST_PROBLEMS, FileProblem
from app.people.directory.day_forms import DayOrder
from app.people.directory.models import PeopleImport
from app.people.directory.outcome import ImportOptions, ImportOutcome
from app.people.directory.reading import SheetLine
from app.people.directory.reporting_line import resolve_managers
from app.people.directory.rows import PersonRow, iterate_person_rows
from app.people.directory.service.imports import apply_and_record_import
from tests.people.people_file import ADA, BEN, CHLOE, EVERYWHERE, people_file

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
TODAY = NOW.date()
WHOLE_DIRECTORY = "person.joined"
"""Only the statement that reads everybody with everything has this in it."""
REFUSED = {
    "unknown manager": BEN | {"manager": "nobody"},
    "new site without region": BEN | {"site": "Brest", "region": ""},
    "two regions": BEN | {"site": "Nantes", "region": "Elsewhere"},
    "taken e-mail": BEN | {"email": "chloe@example.org"},
    "circle": BEN | {"manager": "ben-2"},
    "consent in the future": BEN | {"joined_on": "2031-01-01"},
}


def test_the_comparison_of_lines_stops_where_enough_is_wrong() -> None:
    duplicates: list[FileProblem] = []
    given = iter([_row_of_ada(line) for line in range(2, 4_002)])
    rows = list(iterate_rows_noting_duplicates(given, TODAY, duplicates))
    assert (len(rows), len(duplicates)) == (501, MOST_PROBLEMS)
    assert len(list(given)) > 3_000, "The rest was compared too."


def test_managers_nobody_knows_are_listed_up_to_a_limit() -> None:
    rows = [_row_of_ada(line)._replace(external_id=f"p{line}", manager=f"nobody {line}") for line in range(2, 4_002)]
    problems: list[FileProblem] = []
    assert resolve_managers(rows, {}, problems) == rows
    assert [problem.line for problem in problems] == list(range(2, MOST_PROBLEMS + 2))


@pytest.mark.usefixtures("inside")
@pytest.mark.parametrize("wrong", REFUSED)
def test_a_file_that_can_only_be_refused_does_not_read_everybody_with_everything(wrong: str) -> None:
    _import_people(ADA, CHLOE)
    second = ADA | {"external_id": "ben-2", "email": "ben-2@example.org", "manager": "ben"}
    with statements_that_read_the_whole_directory() as statements:
        reading = _import_people(second, REFUSED[wrong])
    assert (len(reading.problems), statements) == (1, [])


@pytest.mark.usefixtures("inside")
def test_a_file_with_nothing_wrong_reads_it_to_plan_and_to_keep_what_undoes_it() -> None:
    with statements_that_read_the_whole_directory() as statements:
        assert _import_people(ADA, BEN).problems == ()
    assert len(statements) == 2


@contextmanager
def statements_that_read_the_whole_directory() -> Iterator[list[str]]:
    statements: list[str] = []

    def record_statement(*arguments: str) -> None:
        if WHOLE_DIRECTORY in arguments[2]:
            statements.append(arguments[2])

    event.listen(db.engine, "before_cursor_execute", record_statement)
    yield statements
    event.remove(db.engine, "before_cursor_execute", record_statement)


def _import_people(*people: dict[str, str]) -> ImportOutcome:
    with clock.freeze_at(NOW):
        options = ImportOptions(time_zones=EVERYWHERE)
        return apply_and_record_import(PeopleImport(file_name="people.csv"), people_file(*people), options)


def _row_of_ada(line: int) -> PersonRow:
    (row,) = iterate_person_rows([SheetLine(line, ADA)], DayOrder.DAY_FIRST, [])
    return row
