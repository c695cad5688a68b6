"""On screen a group is renamed or merged after its whole plan was read; a merge is written only as it was shown."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.kernel.transaction import transaction
from app.people.directory.entries import DirectoryGroup
from app.people.directory.queries import list_groups
from app.people.queries import get_person
from app.people.roles import HR
from app.people.service.roles import give_role
from tests.forms import links_of_summary, send, sign_in
from tests.makers import make_people, make_unit
from tests.missions.authoring.forms import words_of

INDEX = "/admin/people/groups"


@pytest.fixture
def client(bare_app: Flask) -> FlaskClient:
    """A browser of somebody of HR, in a company of two teams: three people in « Vente », one in « Ventes »."""
    with bare_app.app_context(), transaction():
        sale, sales = make_unit(), make_unit()
        sale.name, sale.slug, sales.name, sales.slug = "Vente", "vente", "Ventes", "ventes"
        make_people(3, unit=sale)
        (person_id,) = make_people(1, unit=sales)
        give_role(get_person(person_id), HR)
    return sign_in(bare_app.test_client(), person_id)


def path_of(client: FlaskClient, name: str) -> str:
    match = re.search(rf'href="([^"]+)">Modifier…<span class="visually-hidden"> {name}<', client.get(INDEX).text)
    assert match is not None
    return match[1]


def units(app: Flask) -> list[tuple[str, int]]:
    with app.app_context(), transaction():
        return [row[1:] for row in list_groups(DirectoryGroup.UNIT)]


def test_a_merge_is_shown_whole_and_written_only_as_it_was_shown(bare_app: Flask, client: FlaskClient) -> None:
    path, into = path_of(client, "Vente"), path_of(client, "Ventes").rpartition("/")[2]
    page = words_of(client.get(f"{path}/merge?into={into}"))
    assert "Personnes de « Vente » qui passent dans « Ventes » : 3." in page
    assert "Une fusion ne s’annule pas." in page
    assert units(bare_app) == [("Vente", 3), ("Ventes", 1)]
    stale = send(client, f"{path}/merge", into=into, people="2")
    assert (stale.status_code, "Ce groupe a changé" in stale.text) == (409, True)
    assert units(bare_app) == [("Vente", 3), ("Ventes", 1)]
    assert send(client, f"{path}/merge", into=into, people="3").location == INDEX
    assert "Vente fait désormais partie de Ventes." in words_of(client.get(INDEX))
    assert units(bare_app) == [("Ventes", 4)]
    assert client.get(path).status_code == 404


def test_a_new_name_is_shown_first_and_a_wrong_one_comes_back_at_its_field(
    bare_app: Flask, client: FlaskClient
) -> None:
    path = path_of(client, "Vente")
    refusals = {
        "Ventes": "Ventes existe déjà : fusionnez les deux, ou choisissez un autre nom.",
        "Vente": "Le groupe porte déjà ce nom.",
        " ": "Écrivez un nom.",
        "--": "« -- » n’a ni lettre ni chiffre : écrivez un nom.",
        "v" * 201: "Un nom compte au plus 200 caractères ; celui-ci en compte 201.",
    }
    for name, message in refusals.items():
        refused = client.get(f"{path}/rename", query_string={"name": name}, headers={"Accept": "text/html"})
        assert (refused.status_code, links_of_summary(refused.text)) == (422, {"#f-name": f"Nouveau nom : {message}"})
    assert "« Vente » s’appellera « Vente en ligne »." in words_of(client.get(f"{path}/rename?name=Vente en ligne"))
    assert units(bare_app) == [("Vente", 3), ("Ventes", 1)]
    assert send(client, f"{path}/rename", name="Vente en ligne").location == INDEX
    assert units(bare_app) == [("Vente en ligne", 3), ("Ventes", 1)]


def test_a_merge_with_itself_or_with_nothing_comes_back_at_its_field(client: FlaskClient) -> None:
    path = path_of(client, "Vente")
    for into in ("", "99", path.rpartition("/")[2]):
        refused = send(client, f"{path}/merge", into=into, people="3")
        assert (refused.status_code, [*links_of_summary(refused.text)]) == (422, ["#f-into"])
