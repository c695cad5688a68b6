"""A file is sent, understood, answered, written and undone on screen; it gives no role and no consent."""

from __future__ import annotations

import io
import re
from html import unescape

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from app.kernel.database import session
from app.kernel.transaction import transaction
from app.people.directory.models import PeopleImport
from app.people.directory.queries import read_directory
from app.people.queries import get_person
from app.people.roles import IT
from app.people.service.roles import give_role
from tests.forms import links_of_summary, sign_in, token_of
from tests.makers import make_people
from tests.missions.authoring.forms import words_of
from tests.people.people_file import ADA, BEN, people_file
from tests.people.test_hr_systems import SILAE

INDEX = "/admin/people"


@pytest.fixture
def client(bare_app: Flask) -> FlaskClient:
    """A browser of somebody of IT."""
    with bare_app.app_context(), transaction():
        (person_id,) = make_people(1)
        give_role(get_person(person_id), IT)
    return sign_in(bare_app.test_client(), person_id)


def send_file(client: FlaskClient, content: bytes, name: str = "people.csv", **fields: str) -> TestResponse:
    data = {"csrf_token": token_of(client), "file": (io.BytesIO(content), name), **fields}
    return client.post(INDEX, data=data, headers={"Accept": "text/html"})


def list_sent_fields(page: str) -> dict[str, str]:
    """What a browser would send of the form of a page, but for its boxes."""
    inputs = re.findall(r'<input (?:class="form-control"|type="hidden")([^>]*)>', page)
    fields = {find_attribute(text, "name"): unescape(find_attribute(text, "value")) for text in inputs}
    for name, options in re.findall(r'<select[^>]* name="([^"]+)"[^>]*>(.*?)</select>', page, re.DOTALL):
        chosen = re.search(r"<option([^>]*) selected>([^<]*)", options) or re.search(r"<option([^>]*)>([^<]*)", options)
        assert chosen is not None
        fields[name] = unescape(find_attribute(chosen[1], "value") if "value=" in chosen[1] else chosen[2])
    return fields


def find_attribute(text: str, name: str) -> str:
    match = re.search(rf' {name}="([^"]*)"', text)
    return match[1] if match else ""


def answer(client: FlaskClient, path: str, do: str = "check", **fields: str) -> TestResponse:
    sent = list_sent_fields(client.get(path).text) | fields | {"do": do}
    return client.post(path, data=sent, headers={"Accept": "text/html"})


def people(app: Flask) -> set[str]:
    with app.app_context(), transaction():
        return set(read_directory().people)


def test_a_file_is_understood_answered_written_and_undone(bare_app: Flask, client: FlaskClient) -> None:
    before = people(bare_app)
    path = send_file(client, SILAE, "silae.csv").location
    page = words_of(client.get(path))
    assert "00018, 00009" in page
    assert "Ces noms sont-ils bien écrits ? Hélène VASSEUR" in page
    assert "Nantes est nouveau : nommez sa région" in page
    assert "Écrire ces changements" not in page
    assert answer(client, path, **{"fixed-region": "Grand Ouest"}).location == path
    page = words_of(client.get(path))
    assert "Fuseau horaire du nouveau site Nantes" in page
    assert "Nouvelles personnes : 2 (Marc DELORME, Hélène VASSEUR)" in page
    answer(client, path, **{"zone-nantes": "Paris"})
    assert "« Paris » n’est pas un fuseau horaire" in words_of(client.get(path))
    answer(client, path, **{"zone-nantes": "Europe/Paris", "format_name": "Silae"})
    assert "Écrire ces changements" in client.get(path).text
    assert people(bare_app) == before
    assert answer(client, path, do="write").location == INDEX
    assert people(bare_app) == before | {"00018", "00009"}
    index = words_of(client.get(INDEX))
    assert "silae.csv" in index
    assert "Silae" in index
    undo = f"{path}/undo"
    assert client.get(path).location == undo
    assert "Départs : 2" in words_of(client.get(undo))
    assert answer(client, undo).location == INDEX
    assert "annulé" in words_of(client.get(INDEX))
    assert client.get(undo).status_code == 409


def test_an_answer_that_changes_is_shown_before_it_is_written(bare_app: Flask, client: FlaskClient) -> None:
    before = people(bare_app)
    path = send_file(client, people_file(ADA | {"time_zone": "Europe/Paris"}, BEN)).location
    answer(client, path)
    assert answer(client, path, do="write", departures="1").location == path
    assert people(bare_app) == before
    assert "Départs : 1" in words_of(client.get(path))


def test_a_file_on_screen_gives_no_role_and_no_consent(bare_app: Flask, client: FlaskClient) -> None:
    file = people_file(ADA | {"time_zone": "Europe/Paris", "roles": "it hr", "joined_on": "2026-02-02"})
    path = send_file(client, file).location
    answer(client, path)
    answer(client, path, do="write")
    with bare_app.app_context(), transaction():
        ada = read_directory().people["ada"]
        assert (list(ada.roles), ada.has_joined) == ([], False)


def test_a_file_without_content_is_refused_and_one_that_waits_is_forgotten(
    bare_app: Flask, client: FlaskClient
) -> None:
    refused = send_file(client, b"")
    assert (refused.status_code, "Ce fichier est vide." in refused.text) == (422, True)
    path = send_file(client, people_file(ADA)).location
    assert client.post(f"{path}/discard", data={"csrf_token": token_of(client)}).location == INDEX
    assert client.get(path).status_code == 404
    with bare_app.app_context(), transaction():
        assert session().scalars(select(PeopleImport)).all() == []


def test_a_wrong_file_says_where_it_is_wrong(client: FlaskClient) -> None:
    path = send_file(client, people_file(ADA | {"email": "ada"}, BEN | {"arrived_on": "?"})).location
    page = words_of(client.get(path))
    assert "ligne 2, Adresse e-mail : « ada » n’est pas une adresse : écrivez nom@entreprise." in page
    assert "ligne 3, Premier jour : « ? » n’est pas une date" in page


def test_a_file_is_refused_at_its_field_when_it_is_missing_empty_or_too_large(
    bare_app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(bare_app.config, "MAX_CONTENT_LENGTH", 10_000)
    for content, name, status, message in (
        (b"", "", 422, "Choisissez un fichier."),
        (b"", "people.csv", 422, "Ce fichier est vide."),
        (b"x" * 10_001, "people.csv", 413, "Ce fichier pèse plus de 8 Mo"),
    ):
        refused = send_file(client, content, name)
        assert refused.status_code == status
        assert message in links_of_summary(refused.text)["#f-file"]


def test_a_fault_of_a_cell_names_the_column_as_its_field_does_and_marks_it(client: FlaskClient) -> None:
    page = client.get(send_file(client, people_file(ADA | {"arrived_on": "hier"})).location).text
    links = links_of_summary(page)
    assert "ligne 2, Premier jour :" in links["#f-column-arrived_on"]
    select = re.search(r'<select[^>]* id="f-column-arrived_on"[^>]*>', page)
    assert select is not None
    assert 'aria-invalid="true" aria-describedby="f-column-arrived_on-error' in select[0]
    assert 'id="f-column-arrived_on-error"' in page


def test_how_many_may_leave_is_a_field_and_a_name_that_is_too_long_is_said_and_not_cut(
    bare_app: Flask, client: FlaskClient
) -> None:
    with bare_app.app_context(), transaction():
        make_people(9)
    path = send_file(client, people_file(ADA)).location
    many = {"departures": "1", "fixed-region": "Ouest"}
    answer(client, path, **many)
    assert "peuvent partir, en pour cent : 100 au moins" in words_of(client.get(path))
    answer(client, path, **many, most_departures="beaucoup")
    assert list(links_of_summary(client.get(path).text)) == ["#f-most_departures"]
    answer(client, path, **many, most_departures="100", format_name="x" * 61)
    answer(client, path, "write", **many, most_departures="100", format_name="x" * 61)
    page = client.get(path).text
    assert list(links_of_summary(page)) == ["#f-format_name"]
    assert "x" * 61 in page
    assert len(people(bare_app)) == 10, "Nothing was written."
    answer(client, path, **many, most_departures="100", format_name="Silae")
    assert "Départs : 10" in words_of(client.get(path))
