"""IT makes and withdraws the tokens of machines on a page: the secret is on one answer, and each fault stands at its field."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.intake.models import Source
from app.kernel.database import session
from app.kernel.transaction import transaction
from app.people.accounts.machines.pages import SCOPE_NAMES
from app.people.accounts.service.tokens import create_token
from app.people.queries import get_person
from app.people.roles import IT, SCOPES
from app.people.service.roles import give_role
from tests.forms import links_of_summary, send, sign_in
from tests.makers import make_people

TOKENS = "/admin/tokens"


@pytest.fixture
def client(bare_app: Flask) -> FlaskClient:
    with bare_app.app_context(), transaction():
        (karim,) = make_people(1)
        give_role(get_person(karim), IT)
        create_token("taken", scopes={"boards:read"}, source="taken")
    return sign_in(bare_app.test_client(), karim)


def test_every_scope_has_its_words() -> None:
    assert SCOPE_NAMES.keys() == SCOPES.keys()


def test_a_token_is_shown_once_opens_what_it_may_and_is_withdrawn(bare_app: Flask, client: FlaskClient) -> None:
    answer = send(client, TOKENS, name="écran du hall", scopes=["contests:read"])
    (secret,) = re.findall(r"psr_[\w-]+", answer.text)
    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-store")
    assert secret not in client.get(TOKENS).text
    assert "Signe «\N{NO-BREAK SPACE}écran du hall\N{NO-BREAK SPACE}»" in client.get(TOKENS).text
    machine, headers = bare_app.test_client(), {"Authorization": f"Bearer {secret}"}
    assert machine.get("/api/v1/contests", headers=headers).status_code == 200
    assert machine.get("/api/v1/webhook-endpoints", headers=headers).status_code == 403
    assert send(client, f"{TOKENS}/revoke", name="écran du hall").status_code == 302
    bare_app.extensions["known_tokens"].clear()
    assert machine.get("/api/v1/contests", headers=headers).status_code == 401
    assert send(client, f"{TOKENS}/revoke", name="écran du hall").status_code == 404


@pytest.mark.parametrize(
    ("wrong", "status", "place"),
    [
        ({"name": " "}, 422, "#f-name"),
        ({"name": "taken"}, 409, "#f-name"),
        ({"name": "écran " * 2_000}, 422, "#f-name"),
        ({"name": "écran\u202ellah ud"}, 422, "#f-name"),
        ({"scopes": []}, 422, "#f-scopes"),
        ({"scopes": ["everything"]}, 422, "#f-scopes"),
        ({"source": "passerelle"}, 422, "#f-source"),
        ({"source": "s" * 101}, 422, "#f-source"),
        ({"source": "wiki", "scopes": ["activities:write"]}, 409, "#f-source"),
        ({"name": "", "source": "", "scopes": []}, 422, "#f-name #f-scopes"),
        ({"name": "s" * 101, "source": "passerelle", "scopes": []}, 422, "#f-name #f-scopes #f-source"),
    ],
)
def test_a_token_that_cannot_be_made_comes_back_with_its_fault_and_what_was_typed(
    bare_app: Flask, client: FlaskClient, wrong: dict[str, str | list[str]], status: int, place: str
) -> None:
    with bare_app.app_context(), transaction():
        session().add(Source(name="wiki", kind="slack"))
    form: dict[str, str | list[str]] = {"name": "intranet", "scopes": ["boards:read"], "source": "intranet", **wrong}
    answer = send(client, TOKENS, **form)
    assert (answer.status_code, "psr_" in answer.text) == (status, False)
    assert list(links_of_summary(answer.text)) == place.split()
    assert wrong.keys() >= {"name", "source"} or 'value="intranet"' in answer.text
