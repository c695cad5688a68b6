"""People whom the file does not name leave when asked, and never many at once by mistake."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from app.kernel import clock
from app.kernel.database import session
from app.people.directory import report
from app.people.directory.outcome import MAX_DEPARTURES_PERCENT, ImportOptions, ImportOutcome
from app.people.directory.service.imports import apply_import
from app.people.models import Person
from tests.people.conftest import list_facts_about
from tests.people.people_file import ADA, BEN, CHLOE, EVERYWHERE, people_file

pytestmark = pytest.mark.usefixtures("inside")

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)


def import_file(
    *people: dict[str, str], departures: bool = False, most_departures: int = MAX_DEPARTURES_PERCENT
) -> ImportOutcome:
    with clock.freeze_at(NOW):
        return apply_import(
            people_file(*people),
            ImportOptions(departures=departures, most_departures=most_departures, time_zones=EVERYWHERE),
        )


def describe_outcome(reading: ImportOutcome) -> list[str]:
    assert reading.plan is not None
    return list(map(str, report.describe_plan(reading.plan)))


def get_imported(external_id: str) -> Person:
    return session().scalars(select(Person).where(Person.external_id == external_id)).one()


def test_people_whom_the_file_does_not_name_stay() -> None:
    import_file(ADA, BEN)
    import_file(ADA)
    assert get_imported("ben").left_on is None


def test_a_file_that_would_empty_the_house_is_refused_until_somebody_says_that_it_is_whole() -> None:
    crowd = [ADA | {"external_id": f"p{number}", "email": f"p{number}@example.org"} for number in range(20)]
    import_file(*crowd)
    (problem,) = import_file(*crowd[:10], departures=True).problems
    assert "10 of the 20 people who are here would leave today (50 %)" in str(problem)
    assert get_imported("p19").left_on is None
    import_file(*crowd[:10], departures=True, most_departures=51)
    assert get_imported("p19").left_on == NOW.date()


def test_few_may_leave_at_once_however_small_the_house_is() -> None:
    import_file(ADA, BEN, CHLOE)
    assert "Departures: 2 (Ben Lefèvre, Chloé Lefèvre)" in describe_outcome(import_file(ADA, departures=True))


def test_people_whom_the_file_does_not_name_leave_when_asked() -> None:
    import_file(ADA, BEN | {"joined_on": "2026-02-02"})
    version = get_imported("ben").session_version
    assert "Departures: 1 (Ben Lefèvre)" in describe_outcome(import_file(ADA, departures=True))
    ben = get_imported("ben")
    assert (ben.left_on, ben.session_version) == (NOW.date(), version + 1)
    assert [kind for kind, _ in list_facts_about(ben)] == ["person.joined", "person.departed"]
    assert describe_outcome(import_file(ADA, departures=True)) == ["The directory says all of this already."]
