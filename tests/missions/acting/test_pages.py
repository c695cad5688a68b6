"""The pages of acting in a browser without scripts: forms that come back with what was typed, and answers that say why."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app.kernel import clock
from app.kernel.transaction import transaction
from app.people.crisis.service import NewCrisis, open_crisis
from app.people.queries import get_person
from app.people.roles import AMBASSADOR, ANIMATOR
from app.people.service.roles import give_role
from missions.periods import Recurrence, RepeatPeriod
from missions.presence.queries import get_presence_event
from missions.service.write import Availability
from tests.forms import send, sign_in
from tests.makers import WORDS, make_people
from tests.missions.acting.arranged import RIGHT, WRONG, open_mission

DURING = datetime(2026, 1, 5, 13, 0, 5, tzinfo=UTC)
A_WEEK = Availability(recurrence=Recurrence(1, RepeatPeriod.WEEK), standalone=True)


@pytest.fixture(autouse=True)
def during() -> Iterator[None]:
    """A moment within everybody's window, and of the event."""
    with clock.freeze_at(DURING):
        yield


@pytest.fixture
def people(bare_app: Flask) -> list[int]:
    """Two who take part, an ambassador and an animator; and a mission of each kind with a door of ours."""
    with bare_app.app_context(), transaction():
        people = make_people(4)
        give_role(get_person(people[2]), AMBASSADOR)
        give_role(get_person(people[3]), ANIMATOR)
        open_mission("quiz", availability=A_WEEK)
        open_mission("declaration", "declaration", proof="link")
        for kind in ("evidence", "meeting", "check-in"):
            open_mission(kind, kind)
        open_mission("profile", "profile", parts=["charter", "profile"])
    return people


def browser(app: Flask, person_id: int) -> FlaskClient:
    """A browser where that person is signed in."""
    return sign_in(app.test_client(), person_id)


@pytest.fixture
def ada(bare_app: Flask, people: list[int]) -> FlaskClient:
    """The first of them."""
    return browser(bare_app, people[0])


def submit(client: FlaskClient, path: str, **fields: str) -> TestResponse:
    """Send the form of a page, with the number that it holds."""
    page = client.get(path).text
    number = re.search(r'name="number" value="(\d+)"', page)
    assert number is not None, page
    return send(client, path if path.startswith("/e/") else f"{path}/act", number=number[1], **fields)


def test_a_quiz_comes_back_with_its_answers_then_is_done_and_thanked_once(ada: FlaskClient) -> None:
    back = submit(ada, "/missions/m", **WRONG)
    assert back.status_code == 422
    assert "Vous seul, au départ." in back.text
    assert re.search(r'value="1" checked', back.text)

    passed = submit(ada, "/missions/m", **RIGHT)
    assert (passed.status_code, passed.location) == (303, "/missions/m/done")
    thanks = ada.get("/missions/m/done").text
    assert "Mission terminée, merci" in thanks
    assert "C’est assez pour aujourd’hui" in thanks
    assert "Elle rouvre le 12 janvier 2026" in thanks
    page = ada.get("/missions/m").text
    assert "Terminée" in page
    assert "Elle s’ouvre à nouveau le 12 janv." in page


def test_what_is_used_up_says_when_it_reopens_on_the_page_and_as_a_problem(ada: FlaskClient) -> None:
    submit(ada, "/missions/m", **RIGHT)
    again = send(ada, "/missions/m/act", number="2", **RIGHT)
    assert again.status_code == 409
    assert "La mission rouvre le 12 janvier 2026" in again.text
    page = ada.post(
        "/missions/m/act",
        data={"csrf_token": _token(ada), "number": "2"} | RIGHT,
        headers={"Accept": "application/json"},
    )
    assert page.status_code == 409
    assert "0 of 1 remain. It reopens at 2026-01-12" in page.get_json()["detail"]


def _token(client: FlaskClient) -> str:
    match = re.search(r'name="csrf_token" value="([^"]+)"', client.get("/missions/meeting").text)
    assert match is not None
    return match[1]


def test_a_proof_that_does_not_do_comes_back_as_it_was_typed(ada: FlaskClient) -> None:
    back = submit(ada, "/missions/declaration", proof="rse.example/<1>")
    assert back.status_code == 422
    assert 'value="rse.example/&lt;1&gt;"' in back.text
    assert 'aria-invalid="true"' in back.text
    assert submit(ada, "/missions/declaration", proof="https://rse.example/1").location == "/missions/declaration/done"
    assert "https://rse.example/1" in ada.get("/missions/declaration").text


def test_evidence_is_read_without_a_name_answered_and_accepted(bare_app: Flask, people: list[int]) -> None:
    ada, bea = browser(bare_app, people[0]), browser(bare_app, people[2])
    assert submit(ada, "/missions/evidence", text="Mon <b>texte</b>", link="https://rse.example/1").status_code == 303
    queue = bea.get("/animation/reviews").text
    assert "Mon &lt;b&gt;texte" in queue
    paper = re.search(r"/animation/reviews/\d+", queue)
    assert paper is not None
    with bare_app.app_context(), transaction():
        author = get_person(people[0])
        secrets = [author.given_name + " " + author.family_name, author.email, author.external_id]
    shown = bea.get(paper[0]).text.partition("<main")[2]
    assert not [secret for secret in secrets if secret in queue.partition("<main")[2] or secret in shown]

    assert send(bea, f"{paper[0]}/take").location == paper[0]
    nothing_said = send(bea, f"{paper[0]}/ask")
    assert nothing_said.status_code == 422
    assert "Répondez ici." in nothing_said.text
    assert "(nécessaire pour demander un complément)" in nothing_said.text
    assert "(facultatif)" not in nothing_said.text
    send(bea, f"{paper[0]}/ask", reply="Et pour qui ?")
    assert "Et pour qui" in ada.get("/missions/evidence").text
    assert send(ada, "/missions/evidence/answer", reply="").status_code == 422
    send(ada, "/missions/evidence/answer", reply="Pour les nouveaux.")
    assert "Pour les nouveaux." in bea.get(paper[0]).text
    send(bea, f"{paper[0]}/accept", reply="Merci beaucoup.")
    done = ada.get("/missions/evidence").text
    assert "Terminée" in done
    assert "Merci beaucoup." in done


def test_whoever_is_too_slow_keeps_what_they_typed(bare_app: Flask, people: list[int]) -> None:
    ada, bea, cy = (browser(bare_app, people[place]) for place in (0, 2, 3))
    submit(ada, "/missions/evidence", text="Mon texte", link="https://rse.example/1")
    match = re.search(r"/animation/reviews/\d+", bea.get("/animation/reviews").text)
    assert match is not None
    send(bea, f"{match[0]}/take")
    assert send(cy, f"{match[0]}/take").status_code == 409
    with clock.freeze_at(DURING + timedelta(hours=3)):
        send(cy, f"{match[0]}/take")
        late = send(bea, f"{match[0]}/accept", reply="J’avais écrit ceci.")
    assert late.status_code == 409
    assert "J’avais écrit ceci." in late.text


def test_a_circle_of_one_reader_is_said_to_whoever_writes(ada: FlaskClient) -> None:
    assert "très peu nombreuses" in ada.get("/missions/evidence").text


def test_two_people_meet_by_a_code(bare_app: Flask, people: list[int]) -> None:
    ada, ben = browser(bare_app, people[0]), browser(bare_app, people[1])
    assert send(ada, "/missions/meeting/code").location == "/missions/meeting"
    shown = re.search(r">(\d{3}) (\d{3})<", ada.get("/missions/meeting").text)
    assert shown is not None
    assert submit(ben, "/missions/meeting", code="abc").status_code == 422
    assert submit(ben, "/missions/meeting", code=shown[1] + shown[2]).location == "/missions/meeting/done"
    assert "Terminée" in ada.get("/missions/meeting").text


def test_an_event_is_hosted_scanned_and_confirmed_with_one_button(bare_app: Flask, people: list[int]) -> None:
    ada, host = browser(bare_app, people[0]), browser(bare_app, people[3])
    assert "/missions/check-in/presence" in host.get("/missions/check-in").text
    assert "/missions/check-in/presence" not in ada.get("/missions/check-in").text
    page = host.get("/missions/check-in/presence").text
    assert "<svg" in page
    assert '<noscript><meta http-equiv="refresh"' in page
    assert ada.get("/missions/check-in/presence").status_code == 403
    fragment = host.get("/missions/check-in/presence", headers={"HX-Request": "true"}).text
    digits = re.search(r">(\d{3}) (\d{3})<", fragment)
    assert digits is not None

    with bare_app.app_context():
        address = get_presence_event("check-in").address.removeprefix("http://localhost")
    stranger = bare_app.test_client().get(address)
    assert (stranger.status_code, stranger.location) == (302, f"/login?next={address}")
    assert "Je suis là" in ada.get(address).text
    assert "Terminée" not in ada.get("/missions/check-in").text
    with clock.freeze_at(DURING + timedelta(minutes=2)):
        passed = submit(ada, address)
        assert passed.status_code == 409
        assert "Le code a changé entre-temps" in passed.text
    assert submit(ada, address).location == "/missions/check-in/done"
    assert submit(browser(bare_app, people[1]), "/missions/check-in", code=digits[1] + digits[2]).status_code == 303


def test_before_and_after_the_event_the_pages_say_so(bare_app: Flask, people: list[int]) -> None:
    ada, host = browser(bare_app, people[0]), browser(bare_app, people[3])
    with clock.freeze_at(DURING.replace(hour=9)):
        assert "pendant l’événement" in host.get("/missions/check-in/presence").text
        assert "pendant l’événement" in ada.get("/missions/check-in").text
        assert send(ada, "/missions/check-in/act", number="1", code="123456").status_code == 409


def test_a_mission_that_ends_by_itself_says_what_it_takes_and_has_no_form(ada: FlaskClient) -> None:
    page = ada.get("/missions/profile").text
    assert "Acceptez la charte" in page
    assert "/missions/profile/act" not in page


def test_there_is_no_word_of_thanks_before_anything_is_done(ada: FlaskClient) -> None:
    assert ada.get("/missions/m/done").location == "/missions/m"


def test_nothing_is_celebrated_in_a_crisis(bare_app: Flask, ada: FlaskClient) -> None:
    submit(ada, "/missions/m", **RIGHT)
    assert "merci" in ada.get("/missions/m/done").text
    with bare_app.app_context(), transaction():
        now = clock.now()
        crisis = NewCrisis(reason=WORDS, starts_at=now, ends_at=now + timedelta(days=1))
        open_crisis(crisis, by=get_person(make_people(1)[0]))
    thanks = ada.get("/missions/m/done").text
    assert "C’est enregistré" in thanks
    assert "merci" not in thanks
