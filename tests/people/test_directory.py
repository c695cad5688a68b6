"""Importing the directory: shown before it is written, written whole or not at all, and the second time nothing."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from app.kernel import clock
from app.kernel.database import session
from app.people import queries
from app.people.directory import report
from app.people.directory.export import encode_directory_as_csv
from app.people.directory.outcome import ImportOptions, ImportOutcome
from app.people.directory.queries import read_directory
from app.people.directory.service.imports import apply_import, plan_import
from app.people.models import Choices, Person, Site, Unit
from app.people.service.participation import leave_game
from tests.people.conftest import list_facts_about
from tests.people.people_file import ADA, BEN, CHLOE, EVERYWHERE, people_file

pytestmark = pytest.mark.usefixtures("inside")

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)


def import_file(*people: dict[str, str], match_emails: bool = False) -> ImportOutcome:
    with clock.freeze_at(NOW):
        reading = apply_import(people_file(*people), ImportOptions(match_emails=match_emails, time_zones=EVERYWHERE))
    assert reading.problems == ()
    return reading


def list_problems(*people: dict[str, str]) -> list[str]:
    with clock.freeze_at(NOW):
        reading = apply_import(people_file(*people), ImportOptions(time_zones=EVERYWHERE))
    assert reading.plan is None
    return [str(problem) for problem in reading.problems]


def describe_outcome(reading: ImportOutcome) -> list[str]:
    assert reading.plan is not None
    return list(map(str, report.describe_plan(reading.plan)))


def get_imported(external_id: str) -> Person:
    return session().scalars(select(Person).where(Person.external_id == external_id)).one()


def test_a_dry_run_says_what_would_change_and_writes_nothing() -> None:
    reading = plan_import(people_file(ADA, BEN | {"manager": "ada"}))
    assert describe_outcome(reading) == [
        "New regions: 1 (Grand Ouest)",
        "New sites: 1 (Nantes)",
        "New units: 1 (Agences)",
        "New people: 2 (Ada Lefèvre, Ben Lefèvre)",
    ]
    assert session().scalars(select(Person)).all() == []


def test_an_import_writes_people_places_and_the_reporting_line() -> None:
    import_file(
        ADA | {"manager": "ben", "time_zone": "Indian/Reunion", "job_title": "Conseil"},
        BEN | {"locale": "en", "roles": "hr it"},
    )
    ada, ben = get_imported("ada"), get_imported("ben")
    assert (ada.manager_id, ada.job_title, ada.arrived_on, ben.locale) == (ben.id, "Conseil", date(2026, 1, 5), "en")
    assert session().get_one(Site, ada.site_id).time_zone == "Indian/Reunion"
    assert session().get_one(Unit, ada.unit_id).name == "Agences"
    assert read_directory().people["ben"].roles == {"hr", "it"}


def test_the_same_file_again_changes_nothing() -> None:
    people = (ADA | {"manager": "ben", "joined_on": "2026-02-02", "roles": "hr"}, BEN | {"left_on": "2026-03-03"})
    import_file(*people)
    facts = list_facts_about(get_imported("ada")) + list_facts_about(get_imported("ben"))
    assert describe_outcome(import_file(*people)) == ["The directory says all of this already."]
    assert list_facts_about(get_imported("ada")) + list_facts_about(get_imported("ben")) == facts


def test_a_changed_line_is_shown_before_and_after() -> None:
    import_file(ADA)
    assert describe_outcome(import_file(ADA | {"unit": "Marketing", "family_name": "Petit"})) == [
        "New units: 1 (Marketing)",
        "Left without anybody: 1 (Agences). Their points stay with them; if they live on under another name, merge them.",
        "Changed people: 1",
        "  Ada Petit (ada): family_name Lefèvre → Petit, unit agences → marketing",
    ]
    assert get_imported("ada").family_name == "Petit"


def test_a_column_that_the_file_leaves_out_changes_nothing() -> None:
    import_file(ADA | {"manager": "ben", "job_title": "Conseil"}, BEN)
    assert describe_outcome(import_file(ADA, BEN)) == ["The directory says all of this already."]


def test_an_empty_cell_of_a_column_empties_it() -> None:
    import_file(ADA | {"manager": "ben", "job_title": "Conseil"}, BEN)
    import_file(ADA | {"manager": "", "job_title": ""}, BEN)
    assert (get_imported("ada").manager_id, get_imported("ada").job_title) == (None, "")


def test_the_language_that_a_person_chose_stays() -> None:
    import_file(ADA | {"locale": "fr"})
    get_imported("ada").locale = "en"
    session().flush()
    import_file(ADA | {"locale": "fr"})
    assert get_imported("ada").locale == "en"


def test_roles_are_given_and_never_taken() -> None:
    import_file(ADA | {"roles": "hr"})
    import_file(ADA | {"roles": "ambassador"})
    assert read_directory().people["ada"].roles == {"hr", "ambassador"}


def test_one_wrong_line_and_nothing_is_written() -> None:
    assert list_problems(ADA, BEN | {"manager": "nobody"}) == [
        "line 3, manager: nobody has the external_id, e-mail or full name nobody: add their line, or leave the cell empty."
    ]
    assert session().scalars(select(Person)).all() == []
    assert queries.list_sites() == []


def test_doubles_are_told_with_both_lines() -> None:
    assert list_problems(ADA, BEN | {"email": ADA["email"]}, CHLOE | {"external_id": "ada"}) == [
        "line 3, email: ada@example.org is on line 2 already: keep one of the two lines.",
        "line 4, external_id: ada is on line 2 already: keep one of the two lines.",
    ]
    assert list_problems(ADA, BEN | {"arrived_on": "soon"}, ADA | {"external_id": "other"}) == [
        "line 3, arrived_on: “soon” is not a date: write 2026-01-31 or 31/01/2026.",
        "line 4, email: ada@example.org is on line 2 already: keep one of the two lines.",
    ]


def test_a_circle_in_the_reporting_line_is_named() -> None:
    circle = "Ada Lefèvre (ada) → Ben Lefèvre (ben) → Chloé Lefèvre (chloe) → Ada Lefèvre (ada)"
    people = (ADA | {"manager": "ben"}, BEN | {"manager": "chloe"}, CHLOE | {"manager": "ada"})
    assert list_problems(*people) == [f"line 2, manager: the reporting line goes in a circle: {circle}."]


def test_a_circle_closed_by_people_outside_the_file_is_found() -> None:
    import_file(ADA | {"manager": "ben"}, BEN)
    assert list_problems(BEN | {"manager": "ada"}) == [
        "line 2, manager: the reporting line goes in a circle: ada → Ben Lefèvre (ben) → ada."
    ]


def test_a_circle_may_be_undone_by_the_file_that_would_make_it() -> None:
    import_file(ADA | {"manager": "ben"}, BEN)
    import_file(ADA | {"manager": ""}, BEN | {"manager": "ada"})
    assert get_imported("ben").manager_id == get_imported("ada").id


def test_a_site_is_in_one_region_and_one_time_zone() -> None:
    zones = ({"time_zone": "Europe/Paris"}, {"time_zone": "Indian/Reunion"})
    assert list_problems(ADA | zones[0], BEN | zones[1] | {"region": "Sud"}) == [
        "line 3, region: Nantes is in Grand Ouest on line 2: a site is in one region.",
        "line 3, time_zone: Nantes has Europe/Paris on line 2: a site has one time zone.",
    ]


def test_a_site_moves_with_the_file() -> None:
    import_file(ADA)
    assert "Sites with another region or time zone: 1 (Nantes)" in describe_outcome(
        import_file(ADA | {"region": "Sud"})
    )


def test_two_people_may_swap_their_e_mails() -> None:
    import_file(ADA, BEN)
    import_file(ADA | {"email": BEN["email"]}, BEN | {"email": ADA["email"]})
    assert (get_imported("ada").email, get_imported("ben").email) == (BEN["email"], ADA["email"])


def test_an_e_mail_of_somebody_outside_the_file_is_not_taken() -> None:
    import_file(ADA)
    assert list_problems(ADA | {"external_id": "ada-2"})[0].startswith(
        "line 2, email: ada@example.org belongs to external_id ada, who is not in this file: correct the e-mail"
    )
    assert list_problems(BEN | {"email": ADA["email"]})[0].startswith(
        "line 2, email: ada@example.org belongs to Ada Lefèvre (external_id ada), another name: correct the e-mail."
    )


def test_a_pilots_people_keep_their_history_under_the_numbers_of_the_hr_system() -> None:
    import_file(ADA | {"manager": "ben"}, BEN)
    ada_id = get_imported("ada").id
    reading = import_file(
        ADA | {"external_id": "4711", "manager": "4712"}, BEN | {"external_id": "4712"}, match_emails=True
    )
    assert describe_outcome(reading) == ["New external_ids for known e-mails: 2 (ada → 4711, ben → 4712)"]
    assert (get_imported("4711").id, get_imported("4711").manager_id) == (ada_id, get_imported("4712").id)


def test_a_past_last_day_is_a_departure_and_a_coming_one_waits() -> None:
    reading = import_file(ADA | {"left_on": "2026-05-31"}, BEN | {"left_on": "2026-07-31"})
    assert describe_outcome(reading)[-2:] == [
        "Departures: 1 (Ada Lefèvre)",
        "Departures to come, left for another import: 1 (ben on 2026-07-31)",
    ]
    assert (get_imported("ada").left_on, get_imported("ben").left_on) == (date(2026, 5, 31), None)
    assert [kind for kind, _ in list_facts_about(get_imported("ada"))] == ["person.departed"]


def test_somebody_who_comes_back_is_here_again() -> None:
    import_file(ADA | {"left_on": "2026-05-31"})
    import_file(ADA | {"left_on": ""})
    assert get_imported("ada").left_on is None


def test_a_consent_given_elsewhere_counts_from_the_start_of_that_day_where_the_person_works() -> None:
    import_file(ADA | {"joined_on": "2026-02-02", "time_zone": "Indian/Reunion"})
    choices = session().get_one(Choices, get_imported("ada").id)
    assert choices.joined_at == datetime(2026, 2, 1, 20, tzinfo=UTC)
    assert list_facts_about(get_imported("ada")) == [("person.joined", f"joined:{get_imported('ada').id}:1")]


def test_a_consent_that_was_taken_back_is_not_given_again_by_the_file() -> None:
    people = (ADA | {"joined_on": "2026-02-02"},)
    import_file(*people)
    leave_game(get_imported("ada"))
    session().flush()
    import_file(*people)
    assert session().get_one(Choices, get_imported("ada").id).joined_at is None


def test_nobody_has_said_yes_tomorrow() -> None:
    assert list_problems(ADA | {"joined_on": "2026-06-02"}) == [
        "line 2, joined_on: in the future: nobody has said yes yet, leave the cell empty."
    ]


def test_an_exported_directory_imported_again_changes_nothing_and_undoes_what_came_between() -> None:
    import_file(
        ADA | {"manager": "ben", "roles": "hr", "job_title": "Conseil; accueil"}, BEN | {"left_on": "2026-03-03"}
    )
    before = encode_directory_as_csv(read_directory()).encode()
    with clock.freeze_at(NOW):
        same = apply_import(before)
        import_file(
            ADA | {"manager": "", "unit": "Marketing", "left_on": ""}, BEN | {"left_on": ""}, CHLOE | {"left_on": ""}
        )
        apply_import(before, ImportOptions(departures=True))
    assert describe_outcome(same) == ["The directory says all of this already."]
    people = read_directory().people
    assert (people["ada"].entry.manager, people["ada"].entry.unit) == ("ben", "agences")
    assert (people["ben"].entry.left_on, people["chloe"].entry.left_on) == (date(2026, 3, 3), NOW.date())
