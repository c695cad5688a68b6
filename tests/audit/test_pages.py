"""The page of the audit log and its file: in words, filtered, page by page, and the same to everybody who may read it."""

from __future__ import annotations

import csv
import io

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text

from app.kernel.database import session
from app.kernel.transaction import transaction
from app.people.accounts.service.tokens import create_token, revoke_token
from app.people.queries import get_person
from app.people.roles import HR, IT
from app.people.service.roles import give_role
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
    newest, oldest = page.index("Fonction coupée : points"), page.index("Rôle d’une personne : Claire Martin")
    assert newest < page.index("Jeton d’une machine : rse") < oldest
    assert "activities:write, boards:read" in page
    assert "— →" in page, "The token was revoked: there was no moment before."
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
