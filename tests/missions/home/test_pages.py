"""The mission pages, with a real database: what they show, how few statements they take, and what they refuse."""

from __future__ import annotations

import gzip
import re
from datetime import timedelta
from typing import Any

import psycopg
import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.journal.service import NewFact
from app.kernel import clock
from app.kernel.transaction import transaction
from app.people.queries import get_person
from app.people.service.participation import leave_game
from missions.home.queries import list_news_of_opened_missions
from missions.periods import Recurrence, RepeatPeriod
from missions.service.publish import create_and_publish_mission
from missions.service.write import Availability
from tests.forms import send
from tests.makers import catch_up, make_mission_draft, tell

MOST_STATEMENTS = 10
MOST_BYTES = 25 * 1024


@pytest.fixture
def statements(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every statement that the driver is given, whichever layer makes it."""
    executed: list[str] = []
    execute = psycopg.Cursor.execute

    def hear(cursor: psycopg.Cursor, statement: str, *given: Any, **named: Any) -> object:
        executed.append(statement)
        return execute(cursor, statement, *given, **named)

    monkeypatch.setattr(psycopg.Cursor, "execute", hear)
    return executed


def test_home_takes_few_statements_and_few_bytes(client: FlaskClient, statements: list[str]) -> None:
    client.get("/home")
    statements.clear()
    answer = client.get("/home")

    assert answer.status_code == 200
    assert len(statements) <= MOST_STATEMENTS, "\n".join(statements)
    assert len(gzip.compress(answer.data)) <= MOST_BYTES


def test_home_starts_with_nothing_done(client: FlaskClient) -> None:
    assert "0\u00a0mission terminée sur 3" in client.get("/home").text


def test_home_follows_what_happens(client: FlaskClient, posted: None) -> None:
    assert "1\u00a0mission terminée sur 3" in client.get("/home").text


def test_a_mission_put_off_is_proposed_no_more(client: FlaskClient) -> None:
    assert send(client, "/missions/speak/later").location == "/home"

    page = client.get("/home").text
    assert "/missions/speak/later" not in page
    assert "/missions/answer/later" in page


def test_a_mission_put_off_says_the_day_wherever_it_stands(
    bare_app: Flask, client: FlaskClient, person_id: int
) -> None:
    send(client, "/missions/speak/later")
    for page in ("/home", "/missions", "/paths/path"):
        step = re.search(r'<li class="">.*?href="/missions/speak".*?</li>', client.get(page).text, re.DOTALL)
        assert step is not None
        assert "lundi" in step[0]
        assert "5\u00a0min" not in step[0]
    assert "Elle vous sera proposée à nouveau lundi." in client.get("/missions/speak").text
    with bare_app.app_context(), transaction():
        news = list_news_of_opened_missions([person_id], clock.now() - timedelta(days=1))
        assert "/missions/speak" not in {item.path for item in news.get(person_id, ())}


def test_there_is_nothing_to_put_off_in_a_completed_mission(client: FlaskClient, posted: None) -> None:
    assert send(client, "/missions/speak/later").status_code == 409


def test_whoever_has_left_is_not_told_that_something_is_counted(
    bare_app: Flask, client: FlaskClient, person_id: int
) -> None:
    with bare_app.app_context(), transaction():
        leave_game(get_person(person_id))

    assert "Vous ne participez pas" in client.get("/missions/speak").text
    assert "Vous ne participez pas" in client.get("/home").text


@pytest.mark.parametrize("path", ["/missions/none", "/paths/none", "/boards/none", "/welcome/none"])
def test_what_does_not_exist_is_said_so(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_a_bare_address_leads_home_or_to_the_door(bare_app: Flask, client: FlaskClient) -> None:
    assert client.get("/").location == "/home"
    assert bare_app.test_client().get("/").location == "/login"


def test_a_person_reads_their_own_language_whatever_the_browser_says(client: FlaskClient) -> None:
    send(client, "/language", language="en", next="/missions")

    assert '<html lang="en"' in client.get("/home", headers={"Accept-Language": "fr"}).text


def test_a_mission_set_aside_is_proposed_no_more_and_taken_up_again(client: FlaskClient) -> None:
    send(client, "/missions/speak/skip")
    assert 'href="/missions/speak"' not in _hero(client)
    assert "Vous l’avez passée" in client.get("/missions/speak").text
    send(client, "/missions/speak/take-up")
    assert 'href="/missions/speak"' in _hero(client)


def test_a_mission_put_off_can_be_taken_up_before_monday(client: FlaskClient) -> None:
    send(client, "/missions/speak/later")
    assert "La reprendre maintenant" in client.get("/missions/speak").text
    send(client, "/missions/speak/take-up")
    assert 'href="/missions/speak"' in _hero(client)


def test_a_mission_started_over_forgets_what_was_begun(bare_app: Flask, client: FlaskClient, person_id: int) -> None:
    with bare_app.app_context():
        with transaction():
            create_and_publish_mission("two", make_mission_draft(wanted=2))
        tell(NewFact(kind="post.created", source_key="2", source="rse", actor_id=person_id, occurred_at=clock.now()))
        catch_up()
    assert "1 sur 2" in client.get("/missions/two").text
    send(client, "/missions/two/start-over")
    assert "0 sur 2" in client.get("/missions/two").text


def test_what_is_completed_cannot_be_started_over(client: FlaskClient, posted: None) -> None:
    assert send(client, "/missions/speak/start-over").status_code == 409


def test_a_pause_proposes_nothing_and_offers_the_way_back(client: FlaskClient) -> None:
    send(client, "/me/pause", length="week")
    assert "Vous êtes en pause" in _hero(client)
    send(client, "/me/pause/end")
    assert "Votre prochaine mission" in _hero(client)


def test_a_repeated_mission_says_what_remains_and_when_it_reopens(
    bare_app: Flask, client: FlaskClient, person_id: int
) -> None:
    with bare_app.app_context():
        with transaction():
            create_and_publish_mission(
                "weekly",
                make_mission_draft(
                    wanted=1, availability=Availability(recurrence=Recurrence(2, RepeatPeriod.WEEK), standalone=True)
                ),
            )
        assert "Encore 2 fois cette semaine" in client.get("/missions/weekly").text
        for key in "34":
            tell(
                NewFact(kind="post.created", source_key=key, source="rse", actor_id=person_id, occurred_at=clock.now())
            )
        catch_up()
    assert "Elle s’ouvre à nouveau" in client.get("/missions/weekly").text


def _hero(client: FlaskClient) -> str:
    """The first card of the home page."""
    return client.get("/home").text.partition("<h1")[2].partition("h-path")[0]
