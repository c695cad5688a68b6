"""IT and HR switch things off and on where they must, with a reason, and give sites their hours."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.kernel.transaction import transaction
from app.people.policies.queries import list_features_off_for_person, list_policies
from app.people.queries import get_person, load_workplaces_by_person
from app.people.roles import IT
from app.people.service.roles import give_role
from tests.forms import send, sign_in
from tests.makers import make_people


@pytest.fixture
def karim(bare_app: Flask) -> int:
    with bare_app.app_context(), transaction():
        (person_id,) = make_people(1)
        give_role(get_person(person_id), IT)
    return person_id


@pytest.fixture
def client(bare_app: Flask, karim: int) -> FlaskClient:
    return sign_in(bare_app.test_client(), karim)


def site_of(app: Flask, person_id: int) -> int:
    with app.app_context(), transaction():
        return get_person(person_id).site_id


def test_a_switch_has_a_reason_a_beginning_and_an_end_and_stays_in_the_history(
    bare_app: Flask, client: FlaskClient, karim: int
) -> None:
    where = f"site:{site_of(bare_app, karim)}"
    assert "Rien n’est désactivé" in client.get("/admin/countries").text
    assert send(client, "/admin/countries", feature="badges", where=where, reason="Accord local").status_code == 302
    page = client.get("/admin/countries").text
    assert "Accord local" in page
    assert ">Badges<" not in page, "The entry of the navigation is gone for these people."
    with bare_app.app_context(), transaction():
        assert list_features_off_for_person(karim) == {"badges"}
        (policy,) = list_policies()
    assert send(client, f"/admin/countries/{policy.id}/on").status_code == 302
    assert "Accord local" in client.get("/admin/countries").text
    assert send(client, f"/admin/countries/{policy.id}/on").status_code == 409


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"where": "site:99999"}, "Choisissez un lieu"),
        ({"where": "company:1"}, "Choisissez un lieu"),
        ({"where": ""}, "Choisissez un lieu"),
        ({"reason": " "}, "Dites pourquoi"),
        ({"feature": "prizes"}, "Choisissez ce qui s’arrête"),
    ],
)
def test_a_form_that_cannot_be_read_comes_back_with_its_fault(
    client: FlaskClient, wrong: dict[str, str], message: str
) -> None:
    answer = send(
        client, "/admin/countries", **{"feature": "points", "where": "company", "reason": "Pour voir", **wrong}
    )
    assert answer.status_code == 422
    assert message in answer.text
    assert wrong.get("reason") or 'value="Pour voir"' in answer.text or "reason" in wrong


def test_a_site_takes_hours_of_its_own_and_gives_them_back(bare_app: Flask, client: FlaskClient, karim: int) -> None:
    path = f"/admin/countries/hours/{site_of(bare_app, karim)}"
    assert send(client, path, hours="mon-fri 22:00-06:00").status_code == 302
    assert 'value="mon-fri 22:00-06:00"' in client.get("/admin/countries").text
    refused = send(client, path, hours="quand on veut")
    assert refused.status_code == 422
    assert 'value="quand on veut"' in refused.text
    send(client, path, hours="")
    assert 'value="mon-fri 22:00-06:00"' not in client.get("/admin/countries").text
    assert send(client, "/admin/countries/hours/99999", hours="").status_code == 404


def test_a_site_takes_public_holidays_of_its_own_and_gives_them_back(
    bare_app: Flask, client: FlaskClient, karim: int
) -> None:
    path = f"/admin/countries/hours/{site_of(bare_app, karim)}"

    def holidays() -> str:
        with bare_app.app_context(), transaction():
            return load_workplaces_by_person([karim])[karim].holidays

    assert holidays() == "FR"
    assert send(client, path, hours="", holidays="fr-57").status_code == 302
    assert holidays() == "FR-57"
    refused = send(client, path, hours="", holidays="Pays des merveilles")
    assert refused.status_code == 422
    assert 'value="Pays des merveilles"' in refused.text
    assert "Aucun calendrier de jours fériés ne porte ce nom" in refused.text
    send(client, path, hours="", holidays="none")
    assert holidays() == "none"
    send(client, path, hours="", holidays="")
    assert holidays() == "FR"
