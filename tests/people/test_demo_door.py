"""The door of a demo: it presents its people as they were at first, lets one be them, and exists in a demo only."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.kernel.application import Application
from app.kernel.transaction import transaction
from app.people.accounts.tour import DemoTourPerson, set_demo_tour_people
from app.people.queries import get_person
from tests.forms import send
from tests.makers import make_people


@pytest.fixture
def person_id(bare_app: Flask) -> int:
    with bare_app.app_context(), transaction():
        (person_id,) = make_people(1, joined_at=None)
        get_person(person_id).email = "camille@example.org"
    return person_id


@pytest.fixture
def stranger(bare_app: Flask, person_id: int) -> FlaskClient:
    """A browser where nobody is."""
    return bare_app.test_client()


def test_the_demo_offers_its_people_and_lets_one_be_them(stranger: FlaskClient, person_id: int) -> None:
    assert "Camille" in stranger.get("/demo/sign-in-as?q=CAMILLE").text
    assert "Personne ne correspond" in stranger.get("/demo/sign-in-as?q=zzz").text
    assert send(stranger, "/demo/sign-in-as", person=str(person_id)).location == "/home"
    assert stranger.get("/home").status_code == 200


def test_the_demo_presents_first_whom_its_company_names(
    bare_app: Application, stranger: FlaskClient, person_id: int
) -> None:
    assert "Pour faire le tour" not in stranger.get("/demo/sign-in-as").text
    shows = {"fr": "Vient d’arriver", "en": "Has just arrived"}
    set_demo_tour_people(
        bare_app, [DemoTourPerson("nobody@example.org", shows), DemoTourPerson("camille@example.org", shows)]
    )

    page = stranger.get("/demo/sign-in-as").text
    assert page.index("Pour faire le tour") < page.index("Vient d’arriver") < page.index("Collègues")
    assert page.count("Vient d’arriver") == 1
    assert "Has just arrived" in stranger.get("/demo/sign-in-as", headers={"Accept-Language": "en"}).text
    assert "Pour faire le tour" not in stranger.get("/demo/sign-in-as?q=CAMILLE").text


def test_whoever_enters_the_demo_reads_the_language_of_its_door(bare_app: Flask, person_id: int) -> None:
    for language in ("en", "fr"):
        visitor = bare_app.test_client()
        visitor.environ_base["HTTP_ACCEPT_LANGUAGE"] = language
        send(visitor, "/demo/sign-in-as", person=str(person_id))
        assert f'<html lang="{language}"' in visitor.get("/home").text


def test_the_door_says_what_held_at_first_whom_somebody_entered_as_and_how_to_begin_again(
    bare_app: Application, stranger: FlaskClient, person_id: int
) -> None:
    set_demo_tour_people(bare_app, [DemoTourPerson("camille@example.org", {"fr": "N’a encore rien choisi"})])
    page = stranger.get("/demo/sign-in-as").text
    assert "au début de la démonstration" in page
    assert "make demo FRESH=yes" in page
    assert "Quelqu’un est entré depuis" not in page
    send(stranger, "/demo/sign-in-as", person=str(person_id))
    stranger.get("/home")
    assert "Quelqu’un est entré depuis" in bare_app.test_client().get("/demo/sign-in-as").text


def test_outside_the_demo_there_is_no_such_door(bare_app: Flask) -> None:
    bare_app.config["SETTINGS"] = replace(bare_app.config["SETTINGS"], demo=False)
    client = bare_app.test_client()

    assert client.get("/demo/sign-in-as").status_code == 404
    assert send(client, "/demo/sign-in-as", person="1").status_code == 404
    assert "/demo/" not in client.get("/login").text
