"""One's own sign-in: the password is changed by whoever knows it, and other devices are signed out."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.kernel.transaction import transaction
from app.people.accounts.service.sign_in import set_password
from app.people.queries import get_person
from tests.forms import links_of_summary, send
from tests.makers import make_people

PASSWORD = "une phrase assez longue"


@pytest.fixture
def client(bare_app: Flask) -> FlaskClient:
    """A device where Camille is signed in."""
    with bare_app.app_context(), transaction():
        (person_id,) = make_people(1)
        person = get_person(person_id)
        person.email = "camille@example.org"
        set_password(person, PASSWORD)
    return open_device(bare_app)


def open_device(bare_app: Flask) -> FlaskClient:
    """A device where Camille is signed in by password."""
    device = bare_app.test_client()
    assert send(device, "/login", email="camille@example.org", password=PASSWORD).status_code == 302
    return device


def test_a_person_ends_the_sessions_of_their_other_devices_and_stays_here(bare_app: Flask, client: FlaskClient) -> None:
    other = open_device(bare_app)

    assert send(client, "/me/sign-in/others").location == "/me/sign-in"

    assert client.get("/me/sign-in").status_code == 200
    assert other.get("/me/sign-in").status_code == 302


def test_a_person_changes_their_password_and_only_this_device_stays_signed_in(
    bare_app: Flask, client: FlaskClient
) -> None:
    other = open_device(bare_app)

    assert send(client, "/me/sign-in/password", present=PASSWORD, new="une autre phrase longue").status_code == 302

    assert client.get("/me/sign-in").status_code == 200
    assert other.get("/me/sign-in").status_code == 302
    refused = send(bare_app.test_client(), "/login", email="camille@example.org", password=PASSWORD)
    assert refused.status_code == 401


def test_a_password_is_not_changed_by_somebody_who_does_not_know_it(client: FlaskClient) -> None:
    wrong = send(client, "/me/sign-in/password", present="une phrase trop devinée", new="une autre phrase longue")
    short = send(client, "/me/sign-in/password", present=PASSWORD, new="court")

    assert (wrong.status_code, short.status_code) == (422, 422)
    assert links_of_summary(wrong.text) == {
        "#f-present": "Mot de passe actuel : Ce n’est pas votre mot de passe actuel."
    }
    assert "de 12 à 200 caractères" in links_of_summary(short.text)["#f-new"]
    tries = [send(client, "/me/sign-in/password", present="encore raté", new="une autre phrase") for _ in range(4)]
    assert [answer.status_code for answer in tries] == [422, 422, 422, 429]


def test_a_number_that_no_id_reaches_is_an_unknown_address(client: FlaskClient) -> None:
    assert client.get(f"/mentoring/pairs/{2**63 - 1}").status_code == 404
    assert client.get(f"/mentoring/pairs/{2**63}").status_code == 404
