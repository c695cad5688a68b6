"""In a large company the clock counts the people of missions: the pages show what it counted, through the gate of today, and when."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import text

from app.kernel import clock
from app.kernel.database import session
from app.kernel.disclosure import HIDDEN, Figure
from app.kernel.kept_figures import service
from app.kernel.kept_figures.jobs import keep_company_figures
from app.kernel.kept_figures.queries import KEPT_FOR
from app.kernel.transaction import transaction
from missions.authoring.queries import count_missions_by_condition, get_listed_mission, list_missions
from missions.service.enrol import enrol_everyone_in_missions
from missions.service.publish import create_and_publish_mission
from missions.service.write import Availability
from tests.forms import sign_in
from tests.makers import MONDAY, make_mission_draft, make_people
from tests.missions.authoring.forms import make_author, words_of

COMPLETE = "update enrolment set completed_at = :now, period_on = :now where person_id in (select id from person order by id limit :people)"
SENTENCE = "Ces nombres ont été comptés le"


def _complete(people: int) -> None:
    with transaction():
        session().execute(text(COMPLETE), {"now": clock.now(), "people": people})


def _read_completed() -> Figure:
    with transaction():
        return get_listed_mission("salut").completed


@pytest.fixture
def author(bare_app: Flask, monkeypatch: pytest.MonkeyPatch) -> int:
    """Sixty people have a mission; twenty completed it when the clock counted."""
    monkeypatch.setattr(service, "LARGE", 0)
    with bare_app.app_context(), clock.freeze_at(MONDAY):
        with transaction():
            make_people(60)
            number = make_author()
            draft = make_mission_draft(availability=Availability(standalone=True))
            create_and_publish_mission("salut", draft)
            enrol_everyone_in_missions()
        _complete(20)
        keep_company_figures()
        return number


def test_the_pages_show_what_was_counted_and_when(bare_app: Flask, author: int) -> None:
    client = sign_in(bare_app.test_client(), author)
    with bare_app.app_context(), clock.freeze_at(MONDAY + timedelta(minutes=4)):
        _complete(30)
        assert _read_completed() == Figure(20)
        pages = [words_of(client.get(path)) for path in ("/hr/missions", "/hr/missions/salut", "/hr/points")]
        assert all(SENTENCE in page for page in pages[:2])
    with bare_app.app_context(), clock.freeze_at(MONDAY + KEPT_FOR):
        assert _read_completed() == Figure(30)
        assert SENTENCE not in words_of(client.get("/hr/missions"))


@pytest.mark.usefixtures("author")
def test_what_was_counted_passes_the_gate_of_today(bare_app: Flask) -> None:
    with bare_app.app_context(), clock.freeze_at(MONDAY + timedelta(minutes=4)):
        with transaction():
            session().execute(text("update person set left_on = '2026-01-01' where id > 25"))
        assert _read_completed() == HIDDEN


@pytest.mark.usefixtures("author")
def test_the_totals_of_spaces_are_those_of_the_list(bare_app: Flask) -> None:
    with bare_app.app_context(), transaction():
        over = Availability(ends_at=clock.now() - timedelta(days=1))
        create_and_publish_mission("over", make_mission_draft(availability=over))
        totals, listed = count_missions_by_condition(), list_missions()
    assert totals.published == sum(mission.vitals.state == "published" for mission in listed) == 2
    assert totals.dead == sum(mission.health.condition == "dead" for mission in listed) == 1
    assert totals.drafts == sum(mission.has_draft for mission in listed) == 0
