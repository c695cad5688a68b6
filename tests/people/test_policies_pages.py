"""IT and HR switch things off and on where they must, with a reason, and give sites their hours."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.kernel.hours import parse_working_hours
from app.kernel.transaction import transaction
from app.people.policies.queries import list_features_off_for_person, list_policies
from app.people.policies.schemas import hours_form_from_hours
from app.people.queries import get_person, load_workplaces_by_person
from app.people.roles import IT
from app.people.service.roles import give_role
from tests.forms import links_of_summary, send, sign_in
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
    nights: dict[str, str | list[str]] = {"choice": "own", "starts": "22:00", "ends": "06:00", "days": list("12345")}
    assert send(client, path, **nights).status_code == 302
    assert "de 22 h 00 à 6 h 00" in client.get("/admin/countries").text.replace("\u202f", " ").replace("\u00a0", " ")
    refused = send(client, path, choice="own", starts="quand on veut", ends="06:00")
    assert refused.status_code == 422
    key = path.rpartition("/")[2]
    assert set(links_of_summary(refused.text)) == {f"#f-{key}-days", f"#f-{key}-starts"}
    assert 'value="06:00"' in refused.text
    send(client, path, choice="company")
    assert "de 22 h 00" not in client.get("/admin/countries").text.replace("\u202f", " ").replace("\u00a0", " ")
    assert send(client, "/admin/countries/hours/99999", choice="company").status_code == 404


def test_a_site_takes_public_holidays_of_its_own_and_gives_them_back(
    bare_app: Flask, client: FlaskClient, karim: int
) -> None:
    path = f"/admin/countries/hours/{site_of(bare_app, karim)}"

    def holidays() -> str:
        with bare_app.app_context(), transaction():
            return load_workplaces_by_person([karim])[karim].holidays

    assert holidays() == "FR"
    assert send(client, path, choice="company", holidays="fr-57").status_code == 302
    assert holidays() == "FR-57"
    refused = send(client, path, choice="company", holidays="Pays des merveilles")
    assert refused.status_code == 422
    assert 'value="Pays des merveilles"' in refused.text
    assert "Aucun calendrier de jours fériés ne porte ce nom" in refused.text
    send(client, path, choice="company", holidays="none")
    assert holidays() == "none"
    send(client, path, choice="company", holidays="")
    assert holidays() == "FR"


@pytest.mark.parametrize("written", ["always", "mon-sat 05:00-13:00", "mon,wed,sat 22:00-06:00", "tue 00:00-24:00"])
def test_the_form_of_hours_means_what_it_was_filled_in_with(written: str) -> None:
    hours = parse_working_hours(written)
    form = hours_form_from_hours(hours)
    assert not form.list_faults()
    assert form.build_hours() == hours


def test_no_hours_are_those_of_the_company() -> None:
    assert hours_form_from_hours(None).build_hours() is None


def test_what_is_off_already_is_said_at_the_place_and_the_reason_that_was_typed_stays(client: FlaskClient) -> None:
    switch = {"feature": "boards", "where": "company"}
    send(client, "/admin/countries", **switch, reason="Accord local")
    again = send(client, "/admin/countries", **switch, reason="Un autre accord")
    assert again.status_code == 422
    assert set(links_of_summary(again.text)) == {"#f-where"}
    assert "C’est déjà désactivé ici" in again.text
    assert 'value="Un autre accord"' in again.text


def test_what_is_off_is_a_list_that_a_phone_shows_whole_and_names_what_its_button_lifts(client: FlaskClient) -> None:
    send(client, "/admin/countries", feature="boards", where="company", reason="Accord local")
    page = client.get("/admin/countries").text
    assert "<table" not in page
    assert 'Rétablir<span class="visually-hidden"> : Les classements, Toute l’entreprise</span></button>' in page
    assert 'aria-label="Rétablir' not in page, "What is heard begins with what is read."
