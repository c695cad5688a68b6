"""An import can be undone as long as it is kept, and only what is still as it left it goes back."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from app.kernel import clock
from app.kernel.database import session
from app.people.directory import report
from app.people.directory.answers import parse_renames
from app.people.directory.models import PeopleImport
from app.people.directory.outcome import ImportOptions
from app.people.directory.queries import read_directory
from app.people.directory.service.imports import apply_and_record_import
from app.people.directory.service.undo import NotToBeUndone, delete_old_imports, plan_undo, undo_import
from tests.people.people_file import ADA, BEN, CHLOE, EVERYWHERE, people_file

pytestmark = pytest.mark.usefixtures("inside")

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)


def import_file(*people: dict[str, str], renamed: str = "", match_emails: bool = False) -> PeopleImport:
    renames = parse_renames([renamed] if renamed else [], [])
    options = ImportOptions(time_zones=EVERYWHERE, renames=renames, match_emails=match_emails)
    imported = PeopleImport(file_name="people.csv")
    with clock.freeze_at(NOW):
        reading = apply_and_record_import(imported, people_file(*people), options)
    assert reading.problems == ()
    return imported


def undo(imported: PeopleImport) -> list[str]:
    with clock.freeze_at(NOW):
        sentences = list(map(str, report.describe_undo(plan_undo(imported))))
        undo_import(imported)
    session().expire_all()
    return sentences


def test_an_undone_import_gives_back_what_it_changed() -> None:
    import_file(ADA, BEN | {"left_on": "2026-05-01"}, CHLOE)
    before = {name: person.entry for name, person in read_directory().people.items()}
    imported = import_file(
        ADA | {"unit": "Marketing", "roles": "hr"}, BEN | {"left_on": ""}, CHLOE | {"left_on": "2026-05-31"}
    )
    sentences = undo(imported)
    assert {name: person.entry for name, person in read_directory().people.items()} == before
    assert list(read_directory().people["ada"].roles) == []
    assert "Roles taken back: 1 (ada hr)" in sentences
    assert sentences[-1].startswith("Not undone: people whom the import added leave today")
    with pytest.raises(NotToBeUndone):
        undo(imported)


def test_people_whom_the_import_added_leave_and_their_account_stays() -> None:
    import_file(ADA)
    assert "Departures: 1 (Ben Lefèvre)" in undo(import_file(ADA, BEN))
    assert read_directory().people["ben"].entry.left_on == NOW.date()


def test_what_changed_since_stays_as_it_is() -> None:
    import_file(ADA, BEN)
    imported = import_file(ADA | {"unit": "Marketing"}, BEN | {"unit": "Vente", "job_title": "Conseil"}, CHLOE)
    import_file(ADA | {"unit": "Siège"}, BEN | {"unit": "Vente", "email": "b@example.org", "job_title": "Conseil"})
    sentences = undo(imported)
    assert "Changed since, left as they are: 1 (Ada Lefèvre)" in sentences
    people = read_directory().people
    assert (people["ada"].entry.unit, people["ben"].entry.unit, people["ben"].entry.email) == (
        "siege",
        "agences",
        "b@example.org",
    )


def test_names_and_numbers_go_back_too() -> None:
    import_file(ADA, BEN)
    imported = import_file(
        *(person | {"external_id": number, "unit": "Réseau"} for person, number in ((ADA, "1"), (BEN, "2"))),
        renamed="Agences",
        match_emails=True,
    )
    assert (sorted(read_directory().people), read_directory().units) == (["1", "2"], {"agences": "Réseau"})
    undo(imported)
    assert (sorted(read_directory().people), read_directory().units) == (["ada", "ben"], {"agences": "Agences"})


def test_a_file_that_waits_and_an_old_import_are_forgotten() -> None:
    imported = import_file(ADA)
    assert (imported.content, imported.people) == (None, 1)
    waiting = PeopleImport(file_name="b.csv", content=b"x", uploaded_at=NOW)
    session().add(waiting)
    session().flush()
    with clock.freeze_at(NOW + timedelta(hours=25)):
        delete_old_imports()
    assert [kept.file_name for kept in session().scalars(select(PeopleImport))] == ["people.csv"]
    with clock.freeze_at(NOW + timedelta(days=31)):
        delete_old_imports()
    session().expire_all()
    assert imported.changes is None
    assert read_directory().people["ada"].entry.arrived_on == date(2026, 1, 5)
