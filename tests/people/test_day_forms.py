"""Days are read in the forms of HR systems, and whether the day or the month comes first is never guessed silently."""

from __future__ import annotations

from datetime import date

import pytest

from app.people.directory.day_forms import DayOrder
from app.people.directory.file_format import FileFormat
from app.people.directory.reading import parse_sheet
from app.people.directory.rows import iterate_person_rows
from tests.people.people_file import ADA, BEN, people_file
from tests.people.test_reading import only_problem, read_people


@pytest.mark.parametrize(
    "written",
    [
        "2026-11-02",
        "2026/11/02",
        "02.11.2026",
        "20261102",
        "46328",
        "46328.0",
        "2026-11-02T00:00:00",
        "2026-11-02-08:00",
        "02 Nov 2026",
        "2-nov.-2026",
        "2 novembre 2026",
        "02/11/2026 00:00:00",
    ],
)
def test_a_day_is_read_in_the_forms_of_hr_systems(written: str) -> None:
    rows, problems = read_people(people_file(ADA | {"arrived_on": written}, BEN | {"arrived_on": "25/12/2025"}))
    assert (problems, rows[0].arrived_on) == ([], date(2026, 11, 2))


def test_whether_the_day_or_the_month_comes_first_is_asked_when_no_date_tells() -> None:
    content = people_file(ADA | {"arrived_on": "02/11/2026"})
    assert only_problem(content).startswith("is 02/11/2026 with the day or the month first?")
    for order, day in ((DayOrder.DAY_FIRST, date(2026, 11, 2)), (DayOrder.MONTH_FIRST, date(2026, 2, 11))):
        sheet = parse_sheet(content, FileFormat(day_order=order))
        assert [row.arrived_on for row in iterate_person_rows(sheet.lines, sheet.day_order, sheet.problems)] == [day]


def test_the_other_dates_of_the_file_tell_which_comes_first() -> None:
    rows, problems = read_people(
        people_file(ADA | {"arrived_on": "02/11/2026"}, BEN | {"arrived_on": "2/25/2025", "left_on": "31.12.9999"})
    )
    assert (problems, rows[0].arrived_on, rows[1].left_on) == ([], date(2026, 2, 11), None)
    _, both = read_people(people_file(ADA | {"arrived_on": "25/02/2026"}, BEN | {"arrived_on": "2/25/2025"}))
    assert str(both[0]).startswith("some dates of this file have the day first, others the month")
