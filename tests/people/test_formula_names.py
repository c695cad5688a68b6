"""A name that a spreadsheet would run as a formula is guarded in an export, and an import reads it as it was."""

from __future__ import annotations

import pytest

from app.people.directory import report
from app.people.directory.export import encode_directory_as_csv
from app.people.directory.outcome import ImportOptions
from app.people.directory.queries import read_directory
from app.people.directory.service.imports import apply_import
from tests.people.people_file import ADA, BEN, EVERYWHERE, people_file


@pytest.mark.usefixtures("inside")
def test_names_that_begin_like_a_formula_come_back_as_they_were() -> None:
    written = people_file(ADA | {"given_name": "=Ada", "job_title": "+33 conseil"}, BEN | {"family_name": "'=Ben"})
    assert apply_import(written, ImportOptions(time_zones=EVERYWHERE)).problems == ()
    before = encode_directory_as_csv(read_directory())
    assert ";'=Ada;" in before, "A spreadsheet must not run it."

    again = apply_import(before.encode())
    assert again.plan is not None
    assert list(map(str, report.describe_plan(again.plan))) == ["The directory says all of this already."]
    ada = read_directory().people["ada"].entry
    assert (ada.given_name, ada.job_title) == ("=Ada", "+33 conseil")
