"""The pages where people choose: everything starts private, and each choice is kept at once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from app.kernel import clock
from app.kernel.database import session
from app.kernel.transaction import transaction
from app.people.accounts.identify import MAX_SESSION_AGE
from app.people.accounts.jobs import delete_expired_sign_in_session_ends
from app.people.accounts.service.sign_in import set_password
from app.people.charter import CURRENT
from app.people.models import Choices, EndedSession
from app.people.queries import find_choices, get_person
from tests.forms import send, sign_in, token_of
from tests.makers import make_people

PASSWORD = "une phrase assez longue"


@pytest.fixture
def person_id(bare_app: Flask) -> int:
    """Somebody who has chosen nothing yet."""
    with bare_app.app_context(), transaction():
        (person_id,) = make_people(1, joined_at=None)
        person = get_person(person_id)
        person.email = "camille@example.org"
        set_password(person, PASSWORD)
        person.session_version = 1
    return person_id


@pytest.fixture
def client(bare_app: Flask, person_id: int) -> FlaskClient:
    """A browser where that person is signed in."""
    return sign_in(bare_app.test_client(), person_id)


@pytest.fixture
def stranger(bare_app: Flask, person_id: int) -> FlaskClient:
    """A browser where nobody is."""
    return bare_app.test_client()


def _get_choices(app: Flask, person_id: int) -> Choices:
    with app.app_context():
        choices = find_choices(person_id)
        assert choices is not None
        return choices


def test_the_right_password_opens_the_door_and_leads_where_one_was_going(stranger: FlaskClient) -> None:
    answer = send(stranger, "/login", email="Camille@Example.org", password=PASSWORD, next="/missions")

    assert answer.location == "/missions"
    assert stranger.get("/missions").status_code == 200


def test_a_wrong_password_is_answered_as_an_unknown_address_is(stranger: FlaskClient) -> None:
    wrong = send(stranger, "/login", email="camille@example.org", password="not this one at all")
    unknown = send(stranger, "/login", email="nobody@example.org", password="not this one at all")

    assert wrong.status_code == unknown.status_code == 401
    assert "ne correspondent pas" in wrong.text
    assert "ne correspondent pas" in unknown.text


def test_too_many_guesses_are_asked_to_wait(stranger: FlaskClient) -> None:
    tries = [send(stranger, "/login", email="camille@example.org", password="guess number one") for _ in range(6)]

    assert tries[-1].status_code == 429
    assert "Un peu trop vite" in tries[-1].text
    assert int(tries[-1].headers["Retry-After"]) > 0


def test_signing_out_forgets_the_person(client: FlaskClient) -> None:
    assert send(client, "/logout").location == "/login"
    assert client.get("/home", headers={"Accept": "text/html"}).status_code == 302


def test_the_last_page_of_the_welcome_leads_home_once_one_takes_part(client: FlaskClient) -> None:
    send(client, "/welcome/charter", version=str(CURRENT.version))
    assert client.get("/welcome/ready").status_code == 200
    send(client, "/me/privacy/join")
    assert client.get("/welcome/ready").location == "/home"
    assert client.get("/welcome/charter").status_code == 200, "What was agreed to may be read again."


def test_a_copy_of_the_session_opens_nothing_after_signing_out(bare_app: Flask, person_id: int) -> None:
    browser, thief = bare_app.test_client(), bare_app.test_client()
    send(browser, "/demo/sign-in-as", person=str(person_id))
    copied = browser.get_cookie("passerelle")
    assert copied is not None
    thief.set_cookie("passerelle", copied.value)
    assert thief.get("/home").status_code == 200
    other = bare_app.test_client()
    send(other, "/demo/sign-in-as", person=str(person_id))
    send(browser, "/logout")
    thief.set_cookie("passerelle", copied.value)
    assert thief.get("/home", headers={"Accept": "text/html"}).status_code == 302
    assert other.get("/home").status_code == 200, "Another device stays signed in."


def test_a_session_ends_by_itself_and_its_end_is_forgotten_no_sooner(bare_app: Flask, person_id: int) -> None:
    browser = bare_app.test_client()
    send(browser, "/demo/sign-in-as", person=str(person_id))
    later = clock.now() + MAX_SESSION_AGE + timedelta(minutes=1)
    with clock.freeze_at(later - timedelta(days=1)):
        assert browser.get("/home").status_code == 200
        send(browser, "/logout")
    with clock.freeze_at(later):
        assert browser.get("/home", headers={"Accept": "text/html"}).status_code == 302
        with bare_app.app_context():
            delete_expired_sign_in_session_ends()
            assert session().scalar(select(func.count()).select_from(EndedSession)) == 1
            session().rollback()


def test_welcome_ends_with_taking_part_and_everything_private(
    bare_app: Flask, client: FlaskClient, person_id: int
) -> None:
    assert all("Plus tard" in client.get(f"/welcome/{step}").text for step in ("who-sees-what", "charter", "ready"))
    send(client, "/welcome/charter", version=str(CURRENT.version))
    send(client, "/me/privacy/join")

    chosen = _get_choices(bare_app, person_id)
    assert chosen.joined_at is not None
    assert chosen.charter_version == CURRENT.version
    assert not chosen.on_boards


def test_a_charter_that_has_changed_is_not_accepted_unread(client: FlaskClient) -> None:
    assert send(client, "/welcome/charter", version="0").status_code == 409


def test_choices_are_kept_at_once_and_leaving_takes_one_click(
    bare_app: Flask, client: FlaskClient, person_id: int
) -> None:
    send(client, "/welcome/charter", version=str(CURRENT.version))
    send(client, "/me/privacy/join")
    send(client, "/me/privacy/boards", on_boards="yes")
    kept = _get_choices(bare_app, person_id)
    assert kept.on_boards
    for page in ("/me/privacy", "/home"):
        assert "Les classements où vous figurez montrent votre score" in client.get(page).text

    send(client, "/me/privacy/leave")

    left = _get_choices(bare_app, person_id)
    assert (left.joined_at, left.on_boards) == (None, False)


def test_htmx_gets_the_word_that_it_is_saved_alone(client: FlaskClient) -> None:
    proof = {"HX-Request": "true", "X-CSRFToken": token_of(client)}
    answer = client.post("/me/privacy/boards", data={"on_boards": "no"}, headers=proof)

    assert "<html" not in answer.text
    assert "C’est enregistré." in answer.text


def test_nobody_appears_on_boards_without_taking_part(client: FlaskClient) -> None:
    assert send(client, "/me/privacy/boards", on_boards="yes").status_code == 409


def test_whoever_has_not_read_the_charter_reads_it_before_taking_part(bare_app: Flask) -> None:
    with bare_app.app_context(), transaction():
        (ada,) = make_people(1, joined_at=None)
    client = sign_in(bare_app.test_client(), ada)
    answer = send(client, "/me/privacy/join")
    assert answer.location == "/welcome/charter"
    with bare_app.app_context(), transaction():
        choices = find_choices(ada)
        assert choices is not None
        assert choices.joined_at is None


def test_the_last_welcome_page_says_what_is_really_chosen(bare_app: Flask) -> None:
    with bare_app.app_context(), transaction():
        (ada,) = make_people(1, joined_at=None)
    page = sign_in(bare_app.test_client(), ada).get("/welcome/ready").text
    assert "Personne d’autre que vous ne voit vos points" in page
    assert "vous n’y figurez pas" in page
