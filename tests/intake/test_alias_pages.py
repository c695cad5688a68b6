"""IT sees, adds and removes the names by which a network calls somebody; nothing else about a person is on these pages."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.intake.accounts.service import keep_acts_of_unknown_accounts
from app.intake.activities import CloudEvent
from app.intake.json_text import parse_cloud_event
from app.kernel.transaction import transaction
from app.people.accounts.service.tokens import create_token
from app.people.queries import find_people_of_network, get_person
from app.people.roles import HR, IT
from app.people.service.roles import give_role
from tests.forms import links_of_summary, send, sign_in
from tests.intake.conftest import NOW, doing
from tests.makers import make_people
from tests.missions.authoring.forms import words_of

INDEX = "/admin/people/aliases"


@pytest.fixture
def people(bare_app: Flask) -> list[int]:
    """Somebody of IT, and two others; one network pushes."""
    with bare_app.app_context(), transaction():
        ids = make_people(3)
        give_role(get_person(ids[0]), IT)
        create_token("network", scopes=["activities:write"], source="rse")
        ada, ben = get_person(ids[1]), get_person(ids[2])
        ada.given_name, ada.family_name, ada.external_id = "Ada", "Quemeneur", "A-17"
        ben.given_name, ben.family_name, ben.external_id = "Ben", "Le Goff", "B-18"
    return ids


@pytest.fixture
def client(bare_app: Flask, people: list[int]) -> FlaskClient:
    """The browser of IT."""
    return sign_in(bare_app.test_client(), people[0])


def people_called(app: Flask, *names: str) -> dict[str, int]:
    with app.app_context(), transaction():
        return {name: person.id for name, person in find_people_of_network("rse", names).items()}


def test_a_name_is_added_used_and_removed(bare_app: Flask, client: FlaskClient, people: list[int]) -> None:
    path = f"{INDEX}/{people[1]}"
    assert f'href="{path}"' in client.get(f"{INDEX}?q=quemeneur").text
    assert send(client, path, source="rse", name=" Ada.Q ").location == path
    assert send(client, path, source="rse", name="ada.q").location == path, "A second time changes nothing."
    assert people_called(bare_app, "Ada.Q") == {"Ada.Q": people[1]}
    page = words_of(client.get(path))
    assert page.count("ada.q rse Retirer") == 1
    assert "particip" not in page
    assert f'href="{path}"' in client.get(f"{INDEX}?q=ADA.Q").text
    assert send(client, f"{INDEX}/{people[2]}/remove", source="rse", name="ada.q").status_code == 302
    assert people_called(bare_app, "ada.q") == {"ada.q": people[1]}, "Nobody else's page removes it."
    assert send(client, f"{path}/remove", source="rse", name="ada.q").location == path
    assert people_called(bare_app, "ada.q") == {}


def test_a_wrong_name_comes_back_at_its_field(bare_app: Flask, client: FlaskClient, people: list[int]) -> None:
    path = f"{INDEX}/{people[1]}"
    send(client, f"{INDEX}/{people[2]}", source="rse", name="ben")
    refusals = {
        ("rse", "BEN"): {"#f-name": "Nom que ce réseau emploie : Ce nom est celui de Ben Le Goff (B-18)."},
        ("rse", "b-18"): {"#f-name": "Nom que ce réseau emploie : Ce nom est celui de Ben Le Goff (B-18)."},
        ("rse", " "): {"#f-name": "Nom que ce réseau emploie : Écrivez le nom que le réseau emploie."},
        ("rse", "a" * 201): {"#f-name": "Nom que ce réseau emploie : Un nom compte au plus 200 caractères."},
        ("other", "ada"): {"#f-source": "Réseau : Choisissez un réseau de la liste."},
    }
    for (source, name), links in refusals.items():
        refused = send(client, path, source=source, name=name)
        assert (refused.status_code, links_of_summary(refused.text)) == (422, links)
    assert people_called(bare_app, "ben", "ada") == {"ben": people[2]}


def test_hr_opens_the_directory_from_its_own_space_and_not_the_names(
    bare_app: Flask, client: FlaskClient, people: list[int]
) -> None:
    with bare_app.app_context(), transaction():
        give_role(get_person(people[2]), HR)
    hr = sign_in(bare_app.test_client(), people[2])
    assert 'href="/admin/people"' in hr.get("/hr").text
    assert INDEX not in hr.get("/admin/people").text
    assert hr.get(INDEX).status_code == 403
    assert INDEX in client.get("/admin/people").text


def test_it_says_whose_an_unknown_account_is_or_that_it_is_nobodys(
    bare_app: Flask, client: FlaskClient, people: list[int]
) -> None:
    with bare_app.app_context(), transaction():
        for account in ("a/q", "robot"):
            acts = [parse_cloud_event(doing(f"{account} {number}", actor=account), None) for number in range(2)]
            keep_acts_of_unknown_accounts("rse", [act for act in acts if isinstance(act, CloudEvent)], NOW)
        get_person(people[2]).family_name = "Quemeneur"
        get_person(people[2]).given_name = "Ada"
    waiting = f"{INDEX}/unknown"
    assert "Comptes inconnus 2" in words_of(client.get("/admin"))
    assert words_of(client.get(waiting)).count("rse · 2 actes") == 2
    page = f"{waiting}/account"
    assert "a/q" in client.get(page, query_string={"source": "rse", "name": "a/q"}).text
    assert client.get(page, query_string={"source": "rse", "name": "nobody"}).status_code == 404
    label = "Matricule, adresse e-mail ou nom complet"
    for typed, fault in {
        "zed": "Personne ici n’a ce matricule, cette adresse e-mail ou ce nom complet.",
        "Ada Quemeneur": "Plusieurs personnes ont ce nom : écrivez un matricule ou une adresse e-mail.",
    }.items():
        refused = send(client, page, source="rse", name="a/q", person=typed)
        assert (refused.status_code, links_of_summary(refused.text)) == (422, {"#f-person": f"{label} : {fault}"})
        assert f'value="{typed}"' in refused.text
    assert send(client, page, source="rse", name="a/q", person=" a-17 ").location == waiting
    assert send(client, f"{waiting}/ignore", source="rse", name="robot").location == waiting
    assert "Aucun compte n’attend" in words_of(client.get(waiting))
    assert "Comptes ignorés" in words_of(client.get(waiting))
    assert send(client, f"{waiting}/stop-ignoring", source="rse", name="robot").location == waiting
    assert "Comptes ignorés" not in words_of(client.get(waiting))
    assert people_called(bare_app, "a/q") == {"a/q": people[1]}
    assert send(client, page, source="rse", name="a/q", person="B-18").status_code == 404
