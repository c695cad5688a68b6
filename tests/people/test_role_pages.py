"""IT gives roles and takes them back on a page; nobody changes their own, and that of ambassador is not given there."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.kernel.transaction import transaction
from app.people.granting.pages import ROLE_WORDS
from app.people.granting.queries import SHOWN
from app.people.granting.service import GRANTABLE_ROLES
from app.people.queries import get_person
from app.people.roles import IT
from app.people.service.roles import give_role
from tests.forms import links_of_summary, send, sign_in
from tests.makers import make_people

ROLES = "/admin/roles"


@pytest.fixture
def people(bare_app: Flask) -> tuple[int, str, int, str]:
    """IT and a colleague: the id and the address of each."""
    with bare_app.app_context(), transaction():
        karim, claire = make_people(2)
        give_role(get_person(karim), IT)
        return karim, get_person(karim).email, claire, get_person(claire).email


@pytest.fixture
def client(bare_app: Flask, people: tuple[int, str, int, str]) -> FlaskClient:
    return sign_in(bare_app.test_client(), people[0])


def test_the_page_gives_each_role_that_may_be_given() -> None:
    assert ROLE_WORDS.keys() == GRANTABLE_ROLES


def test_a_role_holds_from_the_next_request_and_no_longer_than_it_is_given(
    bare_app: Flask, client: FlaskClient, people: tuple[int, str, int, str]
) -> None:
    _, _, claire, email = people
    colleague = sign_in(bare_app.test_client(), claire)
    assert colleague.get("/hr").status_code == 403
    assert send(client, ROLES, email=f" {email.upper()} ", role="hr").status_code == 302
    assert colleague.get("/hr").status_code == 200
    assert email in client.get(ROLES).text
    assert send(client, f"{ROLES}/{claire}/take-back", role="hr").status_code == 302
    assert colleague.get("/hr").status_code == 403


@pytest.mark.parametrize(
    ("whom", "role", "place"),
    [
        ("nobody@example.com", "hr", "#f-email"),
        ("", "hr", "#f-email"),
        ("self", "payroll", "#f-email"),
        ("colleague", "ambassador", "#f-role"),
        ("colleague", "", "#f-role"),
    ],
)
def test_a_role_that_may_not_be_given_comes_back_with_its_fault(
    client: FlaskClient, people: tuple[int, str, int, str], whom: str, role: str, place: str
) -> None:
    _, own, _, other = people
    answer = send(client, ROLES, email={"self": own, "colleague": other}.get(whom, whom), role=role)
    assert answer.status_code == 422
    assert list(links_of_summary(answer.text)) == [place]


@pytest.mark.parametrize(
    ("email", "message"),
    [
        ("", "Écrivez une adresse e-mail."),
        ("abc", "« abc » n’est pas une adresse : écrivez nom@entreprise."),
        ("a" * 400, "Ce n’est pas une adresse e-mail."),
        ("nobody@example.com", "Aucune personne présente n’a cette adresse."),
    ],
)
def test_an_address_is_empty_or_no_address_or_nobodys(client: FlaskClient, email: str, message: str) -> None:
    answer = send(client, ROLES, email=email, role="hr")
    assert links_of_summary(answer.text)["#f-email"].endswith(message)


def test_nobody_takes_back_their_own_role(client: FlaskClient, people: tuple[int, str, int, str]) -> None:
    assert send(client, f"{ROLES}/{people[0]}/take-back", role=IT).status_code == 422
    assert client.get(ROLES).status_code == 200


def test_a_role_of_many_names_the_first_and_says_so(bare_app: Flask, client: FlaskClient) -> None:
    with bare_app.app_context(), transaction():
        for person_id in make_people(SHOWN + 1):
            give_role(get_person(person_id), "hr")
    page = client.get(ROLES).text.replace("\N{NO-BREAK SPACE}", " ")
    assert page.count('name="role" value="hr"') == SHOWN
    assert f"Les {SHOWN} premières personnes" in page
