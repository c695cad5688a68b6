"""People who leave and come back, and addresses that go from one person to another."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from app.kernel import clock
from app.kernel.database import session
from app.people.directory import report
from app.people.directory.outcome import ImportOptions, ImportOutcome
from app.people.directory.queries import read_directory
from app.people.directory.service.imports import apply_import
from app.people.models import Choices, Person
from app.people.service.participation import choose_visibility
from tests.people.people_file import ADA, BEN, CHLOE, EVERYWHERE, people_file

pytestmark = pytest.mark.usefixtures("inside")

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)


def import_file(*people: dict[str, str], match_emails: bool = False) -> ImportOutcome:
    with clock.freeze_at(NOW):
        return apply_import(people_file(*people), ImportOptions(match_emails=match_emails, time_zones=EVERYWHERE))


def list_sentences(reading: ImportOutcome) -> list[str]:
    assert reading.plan is not None, list(map(str, reading.problems))
    return list(map(str, report.describe_plan(reading.plan)))


def get_imported(external_id: str) -> Person:
    return session().scalars(select(Person).where(Person.external_id == external_id)).one()


@pytest.fixture
def leaver() -> Person:
    """An animator on the boards who left on the last day of March."""
    import_file(ADA | {"roles": "animator", "joined_on": "2026-02-02"}, BEN)
    ada = get_imported("ada")
    ada.password_hash = "anything"
    choose_visibility(ada, on_boards=True)
    session().flush()
    import_file(ADA | {"left_on": "2026-03-31"})
    return ada


def test_a_person_who_is_hired_again_begins_without_roles_and_choices(leaver: Person) -> None:
    reading = import_file(ADA | {"left_on": "", "arrived_on": "2026-05-04", "joined_on": "2026-02-02"})
    assert "Hired again, beginning without roles, choices and password: 1 (Ada Lefèvre)" in list_sentences(reading)
    choices = session().get_one(Choices, leaver.id)
    assert (get_imported("ada").left_on, list(read_directory().people["ada"].roles)) == (None, [])
    assert (choices.joined_at, choices.on_boards, get_imported("ada").password_hash) == (None, False, None)


def test_a_role_that_the_file_gives_to_a_person_who_is_hired_again_is_given(leaver: Person) -> None:
    import_file(ADA | {"left_on": "", "arrived_on": "2026-05-04", "roles": "animator"})
    assert read_directory().people["ada"].roles == {"animator"}


def test_a_departure_that_is_corrected_says_what_comes_back(leaver: Person) -> None:
    reading = import_file(ADA | {"left_on": ""})
    assert (
        "Back, as a departure that was corrected: 1 (Ada Lefèvre, roles animator). They get back their choices of before."
        in list_sentences(reading)
    )
    assert read_directory().people["ada"].roles == {"animator"}
    assert session().get_one(Choices, leaver.id).on_boards


def test_the_address_of_a_leaver_is_free_for_a_new_person(leaver: Person) -> None:
    reading = import_file(CHLOE | {"email": ADA["email"]}, match_emails=True)
    assert "Addresses of people who left, given to others: 1 (Chloé Lefèvre ← Ada Lefèvre)" in list_sentences(reading)
    chloe = get_imported("chloe")
    assert (chloe.id != leaver.id, chloe.email, get_imported("ada").email) == (True, ADA["email"], ADA["email"])


def test_an_address_is_given_on_in_the_file_in_which_its_owner_leaves() -> None:
    import_file(ADA, BEN)
    people = (BEN | {"left_on": "2026-05-31"}, ADA | {"external_id": "aaa", "email": BEN["email"]}, ADA)
    import_file(*people)
    assert get_imported("aaa").email == get_imported("ben").email == BEN["email"]
    assert list_sentences(import_file(*people)) == ["The directory says all of this already."]


def test_a_leaver_whose_address_somebody_has_does_not_come_back_with_it(leaver: Person) -> None:
    import_file(CHLOE | {"email": ADA["email"]})
    (problem,) = import_file(ADA | {"left_on": ""}).problems
    assert str(problem).startswith("line 2, email: ada@example.org belongs to Chloé Lefèvre (external_id chloe)")


def test_a_match_by_address_never_crosses_two_names() -> None:
    import_file(ADA)
    (problem,) = import_file(ADA | {"external_id": "4711", "given_name": "Adèle"}, match_emails=True).problems
    assert "another name" in str(problem)
    assert list_sentences(import_file(ADA | {"external_id": "4711", "given_name": "ADA"}, match_emails=True))[0] == (
        "New external_ids for known e-mails: 1 (ada → 4711)"
    )


def test_a_person_who_reports_to_themself_reports_to_nobody() -> None:
    import_file(ADA | {"manager": "ada"}, BEN | {"manager": "Lefèvre Ada"}, CHLOE | {"manager": "ADA@example.org"})
    ada = get_imported("ada")
    assert (ada.manager_id, get_imported("ben").manager_id, get_imported("chloe").manager_id) == (None, ada.id, ada.id)


def test_a_manager_is_not_guessed_among_people_of_one_name() -> None:
    (problem,) = import_file(
        ADA, ADA | {"external_id": "a2", "email": "a2@b.fr"}, BEN | {"manager": "Ada Lefèvre"}
    ).problems
    assert str(problem) == "line 4, manager: 2 people are called Ada Lefèvre: write the external_id."


def test_a_new_person_arrives_on_a_day() -> None:
    import_file(ADA)
    assert get_imported("ada").arrived_on == date(2026, 1, 5)
