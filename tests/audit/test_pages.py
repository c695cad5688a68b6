"""The page of the audit log and its file: in words, filtered, page by page, and the same to everybody who may read it."""

from __future__ import annotations

import csv
import io
import re

import orjson
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import insert, text

from app.intake.models import Source
from app.kernel.database import session
from app.kernel.transaction import transaction
from app.people.accounts.service.tokens import create_token, revoke_token
from app.people.queries import get_person
from app.people.roles import HR, IT
from app.people.service.roles import give_role
from app.webhooks.models import Endpoint
from tests.forms import send, sign_in
from tests.makers import make_people


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    with transaction():
        karim, claire = make_people(2)
        session().execute(
            text("update person set given_name = 'Claire', family_name = 'Martin' where id = :id"), {"id": claire}
        )
        give_role(get_person(karim), IT)
        give_role(get_person(claire), HR)
        create_token("rse", scopes={"activities:write", "boards:read"}, source="rse")
    with transaction():
        revoke_token("rse")
    return sign_in(app.test_client(), karim)


def read(client: FlaskClient, path: str) -> str:
    return client.get(path).text.replace("\N{NO-BREAK SPACE}", " ")


def test_a_reader_sees_who_did_what_before_and_after_newest_first(client: FlaskClient) -> None:
    send(client, "/admin/countries", feature="points", where="company", reason="Accord local")
    page = read(client, "/admin/audit")
    newest, oldest = page.index("Fonction coupée : Les points"), page.index("Rôle d’une personne : Claire Martin")
    assert newest < page.index("Jeton d’une machine : rse") < oldest
    assert "Retiré : — →" in page, "The token was revoked: there was no moment before."
    assert "None" not in page


def test_a_filter_leaves_one_kind_and_an_unknown_one_is_none(client: FlaskClient) -> None:
    assert "Rôle d’une personne :" not in read(client, "/admin/audit?kind=service_token")
    assert "Rôle d’une personne :" in read(client, "/admin/audit?kind=choices")


def test_older_lines_are_on_the_next_page_and_none_is_on_two(client: FlaskClient) -> None:
    with transaction():
        for number in range(60):
            create_token(f"t{number}", scopes={"boards:read"}, source="rse")
    first = client.get("/admin/audit?kind=service_token").text
    older = first.partition("before=")[2].partition('"')[0]
    second = client.get(f"/admin/audit?kind=service_token&before={older}").text
    names = [f": t{number}<" for number in range(60)]
    assert [(name in first) + (name in second) for name in names] == [1] * 60


def test_the_file_has_a_row_for_each_value(client: FlaskClient) -> None:
    rows = list(csv.reader(io.StringIO(read(client, "/admin/audit.csv?kind=service_token").lstrip("\ufeff"))))
    assert rows[0] == ["Quand", "Qui", "Action", "Sur quoi", "Champ", "Avant", "Après"]
    assert [row[1:5] for row in rows[1:]] == [
        ["Passerelle", "Changement", "Jeton d’une machine : rse", "revoked_at"],
        *(["Passerelle", "Ajout", "Jeton d’une machine : rse", column] for column in ("name", "scopes", "source")),
    ]


def test_values_are_words_names_and_local_moments_and_the_file_keeps_those_of_the_database(client: FlaskClient) -> None:
    with transaction():
        site_id, named = session().execute(text("select id, name from site")).one()
        session().execute(text("update site set work_days = '{1,2}', work_starts = 540, work_minutes = 465"))
    send(client, "/admin/countries", feature="points", where=f"site:{site_id}", reason="Accord local")
    with transaction():
        session().execute(text("update site set merged_into_id = id"))
    page = read(client, "/admin/audit")
    for words in (
        "Début du travail : — → 9 h 00",
        "Durée du travail : — → 7 h 45",
        "Jours travaillés : — → lundi, mardi",
        f"Réuni avec : — → {named}",
        f"Portée : Un site · Où : {named}",
        "Rôle : Ressources humaines",
        "Ce qu’il peut faire : Transmettre ce qui se passe sur le réseau, Lire les classements publiés de groupes",
    ):
        assert words in page
    assert re.search(r"Retiré : — → \d+(er)? \w+ \d{4}, \d+ h \d\d<", page), (
        "The hour of the reader, as on other pages."
    )
    assert ",work_starts,,540\r\n" in client.get("/admin/audit.csv?kind=site").text


def test_settings_of_a_network_are_a_list_of_those_that_differ_and_a_secret_is_said_to_have_changed(
    client: FlaskClient,
) -> None:
    with transaction():
        options = '{"address": "https://%s.example", "groups": ["a", "b"]}'
        session().execute(insert(Source).values(name="rse", kind="humhub", options=orjson.loads(options % "a")))
        session().execute(text("update source set options = :options"), {"options": options % "b"})
        session().execute(insert(Endpoint).values(url="https://rse.example", kinds=["badge.awarded"], secret="a"))
        session().execute(text("update endpoint set secret = 'b'"))
    page = read(client, "/admin/audit")
    assert "Réglages : address : https://a.example → address : https://b.example<" in page
    assert "Réglages : address : https://a.example ; groups : a, b" in page
    assert "Secret : changé, sans garder la valeur" in page
    assert "Événements : Un badge est attribué" in page


def test_in_english_no_space_stands_before_a_colon(client: FlaskClient) -> None:
    with transaction():
        session().execute(text("update person set locale = 'en'"))
    assert "Token name: rse" in read(client, "/admin/audit")
