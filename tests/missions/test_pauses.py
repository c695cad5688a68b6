"""A pause stops the clock of missions and gives the time back, once, whatever is heard again."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from app.journal.rebuild import rewind_reader
from app.journal.registry import readers_by_name
from app.kernel import clock
from app.kernel.application import Application
from app.kernel.database import session
from app.kernel.transaction import transaction
from app.people.crisis.service import NewCrisis, open_crisis, record_due_crisis_facts
from app.people.pauses.jobs import resume_people
from app.people.pauses.queries import find_pause_of_person
from app.people.pauses.service import PauseLength, begin_or_change_pause, end_pause
from app.people.queries import get_person
from missions.models import Enrolment, Mission
from missions.service.publish import create_and_publish_mission
from missions.service.write import Availability
from tests.forms import send, sign_in
from tests.makers import MONDAY, WORDS, catch_up, make_mission_draft, make_people, make_site, tell
from tests.missions.company import completions_of, make_post


@pytest.fixture
def ada(app: Application) -> int:
    """Somebody with ten days from the Monday for two posts."""
    with transaction():
        (person,) = make_people(1)
        create_and_publish_mission("m", make_mission_draft(within_days=10))
    return person


def pause(person_id: int, at: datetime, length: PauseLength = PauseLength.OPEN) -> None:
    with clock.freeze_at(at), transaction():
        begin_or_change_pause(get_person(person_id), length)


def resume(person_id: int, at: datetime) -> None:
    with clock.freeze_at(at), transaction():
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
        rewind_reader(readers_by_name()["missions"])
    catch_up()
    assert before is not None
    assert end_of_window() == before + timedelta(days=3)


def test_what_is_done_in_the_time_given_back_counts(ada: int) -> None:
    pause(ada, MONDAY + timedelta(days=1))
    resume(ada, MONDAY + timedelta(days=8))
    late = MONDAY + timedelta(days=15)
    tell(make_post("a", ada, late), make_post("b", ada, late + timedelta(hours=1)))
    catch_up()
    assert [at for _, _, at in completions_of(ada)] == [late + timedelta(hours=1)]


def test_a_pause_ends_by_itself_when_its_time_has_come(ada: int) -> None:
    pause(ada, MONDAY, PauseLength.WEEK)
    with clock.freeze_at(MONDAY + timedelta(days=6)):
        resume_people()
        with transaction():
            assert find_pause_of_person(ada) is not None
    with clock.freeze_at(MONDAY + timedelta(days=9)):
        resume_people()
        resume_people()
        with transaction():
            assert find_pause_of_person(ada) is None
        catch_up()
    assert end_of_window() == datetime.fromisoformat("2026-01-14T23:00:00+00:00") + timedelta(days=7)


def test_a_second_pause_changes_the_first_and_coming_back_twice_is_coming_back(ada: int) -> None:
    pause(ada, MONDAY, PauseLength.WEEK)
    pause(ada, MONDAY + timedelta(hours=1), PauseLength.OPEN)
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


def test_a_crisis_gives_its_time_back_to_those_it_concerns(app: Application) -> None:
    with transaction():
        here, there = make_site(), make_site()
        ada, ben = *make_people(1, site=here), *make_people(1, site=there)
        create_and_publish_mission("m", make_mission_draft(within_days=10))
        ends_at = MONDAY + timedelta(days=20)
        create_and_publish_mission(
            "dated", make_mission_draft(availability=Availability(standalone=True, ends_at=ends_at))
        )
        session().flush()
        crisis = NewCrisis(
            reason=WORDS, starts_at=MONDAY + timedelta(days=1), ends_at=MONDAY + timedelta(days=4), site_id=here.id
        )
        with clock.freeze_at(MONDAY):
            open_crisis(crisis, by=get_person(ada))
    before = windows_of(ben)["m"]
    with clock.freeze_at(MONDAY + timedelta(days=5)):
        with transaction():
            record_due_crisis_facts()
        catch_up()
    assert before is not None
    assert windows_of(ada) == {"m": before + timedelta(days=3), "dated": ends_at + timedelta(days=3)}
    assert windows_of(ben) == {"m": before, "dated": ends_at}


def windows_of(person_id: int) -> dict[str, datetime | None]:
    with transaction():
        rows = session().execute(
            select(Mission.slug, Enrolment.counts_until)
            .join(Mission, Mission.id == Enrolment.mission_id)
            .where(Enrolment.person_id == person_id)
        )
        return {row.slug: row.counts_until for row in rows}


def test_a_pause_of_one_s_own_does_not_move_the_end_that_is_everybody_s(app: Application) -> None:
    with transaction():
        (ada,) = make_people(1)
        ends_at = MONDAY + timedelta(days=6)
        create_and_publish_mission(
            "m", make_mission_draft(within_days=5, availability=Availability(standalone=True, ends_at=ends_at))
        )
    pause(ada, MONDAY + timedelta(days=1))
    resume(ada, MONDAY + timedelta(days=4))
    catch_up()
    assert end_of_window() == ends_at
