"""A pause stops the clock of missions and gives the time back, once, whatever is heard again."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from app.journal.rebuild import rewind
from app.journal.registry import reader_called
from app.kernel import clock
from app.kernel.application import Application
from app.kernel.database import session
from app.kernel.transaction import transaction
from app.people.pauses.jobs import resume_people
from app.people.pauses.queries import find_pause
from app.people.pauses.service import Length, begin_pause, end_pause
from app.people.queries import get_person
from missions.models import Enrolment
from missions.service.publish import publish_new
from tests.forms import send, sign_in
from tests.makers import MONDAY, catch_up, make_people, tell, writing
from tests.missions.company import completions_of, post


@pytest.fixture
def ada(app: Application) -> int:
    """Somebody with ten days from the Monday for two posts."""
    with transaction():
        (found,) = make_people(1)
        publish_new("m", writing(within_days=10))
    return found


def pause(person_id: int, at: datetime, length: Length = Length.OPEN) -> None:
    with clock.at(at), transaction():
        begin_pause(get_person(person_id), length)


def resume(person_id: int, at: datetime) -> None:
    with clock.at(at), transaction():
        end_pause(get_person(person_id))


def end_of_window() -> datetime | None:
    with transaction():
        return session().scalar(select(Enrolment.counts_until))


def test_the_time_of_a_pause_is_given_back_once(ada: int) -> None:
    before = end_of_window()
    pause(ada, MONDAY + timedelta(days=2))
    resume(ada, MONDAY + timedelta(days=5))
    catch_up()
    with transaction():
        rewind(reader_called("missions"))
    catch_up()
    assert before is not None
    assert end_of_window() == before + timedelta(days=3)


def test_what_is_done_in_the_time_given_back_counts(ada: int) -> None:
    pause(ada, MONDAY + timedelta(days=1))
    resume(ada, MONDAY + timedelta(days=8))
    late = MONDAY + timedelta(days=15)
    tell(post("a", ada, late), post("b", ada, late + timedelta(hours=1)))
    catch_up()
    assert [at for _, _, at in completions_of(ada)] == [late + timedelta(hours=1)]


def test_a_pause_ends_by_itself_when_its_time_has_come(ada: int) -> None:
    pause(ada, MONDAY, Length.WEEK)
    with clock.at(MONDAY + timedelta(days=6)):
        resume_people()
        with transaction():
            assert find_pause(ada) is not None
    with clock.at(MONDAY + timedelta(days=9)):
        resume_people()
        resume_people()
        with transaction():
            assert find_pause(ada) is None
        catch_up()
    assert end_of_window() == datetime.fromisoformat("2026-01-14T23:00:00+00:00") + timedelta(days=7)


def test_a_second_pause_changes_the_first_and_coming_back_twice_is_coming_back(ada: int) -> None:
    pause(ada, MONDAY, Length.WEEK)
    pause(ada, MONDAY + timedelta(hours=1), Length.OPEN)
    resume(ada, MONDAY + timedelta(days=1))
    resume(ada, MONDAY + timedelta(days=2))
    catch_up()
    assert end_of_window() == datetime.fromisoformat("2026-01-14T23:00:00+00:00") + timedelta(days=1)


def test_a_pause_of_somebody_else_moves_nothing(ada: int) -> None:
    with transaction():
        (ben,) = make_people(1)
    before = end_of_window()
    pause(ben, MONDAY)
    resume(ben, MONDAY + timedelta(days=3))
    catch_up()
    assert end_of_window() == before


def test_the_page_of_pauses_offers_three_lengths_and_a_way_back(app: Application, ada: int) -> None:
    client = sign_in(app.test_client(), ada)
    assert client.get("/me/pause").text.count('name="length"') == 3
    assert send(client, "/me/pause", length="month").status_code == 302
    assert "Vous êtes en pause jusqu’au" in client.get("/me/pause").text
    assert send(client, "/me/pause", length="ever").status_code == 422
    assert send(client, "/me/pause/end").status_code == 302
    assert "Vous n’êtes pas en pause" in client.get("/me/pause").text
