"""Ambassadors note their time for themselves; HR reads one figure."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.kernel import clock
from app.kernel.application import Application
from app.kernel.database import session
from app.kernel.disclosure import HIDDEN, Figure
from app.kernel.errors import Invalid, NotFound
from app.kernel.transaction import transaction
from badges.ambassadors.hours import queries, service
from badges.ambassadors.hours.models import AmbassadorTime
from badges.ambassadors.models import Candidacy
from badges.ambassadors.queries import NoSuchCandidacy
from badges.ambassadors.service.ending import step_down
from badges.ambassadors.states import CandidacyState
from tests.badges.ambassadors.candidates import list_notices_of, make_ambassador
from tests.forms import send, sign_in
from tests.makers import MONDAY, make_people

NOW = MONDAY + timedelta(days=20)


def note(person_id: int, minutes: str, day: str = "2026-01-20") -> None:
    with clock.freeze_at(NOW), transaction():
        service.note_time(person_id, minutes, day)


def test_a_month_above_what_was_agreed_on_is_told_once_and_to_its_person_alone(people: list[int]) -> None:
    ada = make_ambassador(people)
    for _ in range(4):
        note(ada, "60")
    assert "above_envelope" not in list_notices_of(ada)
    note(ada, "5")
    note(ada, "5", "2026-01-06")
    assert list_notices_of(ada).count("above_envelope") == 1
    assert "above_envelope" not in list_notices_of(people[7])


WRONG = [
    *(("/minutes", minutes, "2026-01-20") for minutes in ("4", "601", "1.5", "")),
    *(("/day", "30", day) for day in ("", "2026-01-26", "2025-01-20", "hier")),
]


def test_what_is_no_time_is_refused_at_its_field_and_nothing_is_kept(people: list[int]) -> None:
    ada = make_ambassador(people)
    for field, minutes, day in WRONG:
        with pytest.raises(Invalid) as refused:
            note(ada, minutes, day)
        assert [error.pointer for error in refused.value.errors] == [field], (minutes, day)
    with transaction():
        assert queries.count_noted_minutes(ada, NOW.date()) == 0


def test_noted_time_goes_with_the_term_and_after_a_year_and_needs_a_term(people: list[int]) -> None:
    ada = make_ambassador(people)
    note(ada, "30")
    with clock.freeze_at(NOW + timedelta(days=360)), transaction():
        service.note_time(ada, "45", "2027-01-20")
        assert [month.minutes for month in queries.list_noted_months(ada)] == [45]
        step_down(ada)
    with transaction():
        assert session().scalar(select(func.count()).select_from(AmbassadorTime)) == 0
    with pytest.raises(NoSuchCandidacy):
        note(ada, "30")


def test_hr_reads_how_many_are_above_from_ten_people_on(app: Application) -> None:
    with transaction():
        ids = make_people(25)
        terms = {"state": CandidacyState.NAMED, "opened_at": MONDAY, "named_at": MONDAY, "hours": 1}
        session().add_all(Candidacy(person_id=each, ends_at=MONDAY + timedelta(days=365), **terms) for each in ids)
        session().flush()
        day = MONDAY.date()
        session().add_all(AmbassadorTime(person_id=each, spent_on=day, minutes=61) for each in ids[:9])
        session().add_all(AmbassadorTime(person_id=each, spent_on=day, minutes=60) for each in ids[9:])
    with clock.freeze_at(MONDAY + timedelta(days=31)), transaction():
        assert queries.read_people_above_envelope() == HIDDEN
        session().add(AmbassadorTime(person_id=ids[9], spent_on=day, minutes=5))
        session().flush()
        assert queries.read_people_above_envelope() == Figure(10)


def test_a_person_notes_and_deletes_their_own_time_on_their_page(people: list[int], bare_app: Flask) -> None:
    ada = make_ambassador(people)
    client = sign_in(bare_app.test_client(), ada)
    with clock.freeze_at(NOW):
        refused = send(client, "/ambassadors/time", minutes="0", day="2026-01-20")
        assert (refused.status_code, 'id="f-minutes-error"' in refused.text) == (422, True)
        assert send(client, "/ambassadors/time", minutes="300", day="2026-01-20").status_code == 303
        page = client.get("/ambassadors/time").text
        assert re.search(r"5\s+h", page)
        assert "C’est plus que le temps accordé" in page
        with transaction():
            time_id = session().scalar(select(AmbassadorTime.id))
        with pytest.raises(NotFound), transaction():
            service.remove_time(people[1], time_id or 0)
        assert send(client, f"/ambassadors/time/{time_id}/remove").status_code == 303
        assert "C’est plus que le temps accordé" not in client.get("/ambassadors/time").text
