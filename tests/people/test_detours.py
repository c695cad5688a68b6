"""A detour ends where it began: the charter, the welcome and the sign-in go back to the page the person was going to."""

from __future__ import annotations

import re
from urllib.parse import quote

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.kernel.transaction import transaction
from app.people.charter import CURRENT
from tests.forms import send, sign_in
from tests.makers import make_people

MISSION = "/missions/salut?from=home"
FOREIGN = ("https://example.org/", "//example.org", "/\\example.org", "javascript:alert(1)")


@pytest.fixture
def client(bare_app: Flask) -> FlaskClient:
    """The browser of somebody who has accepted nothing yet."""
    with bare_app.app_context(), transaction():
        (person,) = make_people(1, joined_at=None)
    return sign_in(bare_app.test_client(), person)


def link_after(client: FlaskClient, path: str, words: str) -> str:
    """Where the link with these words leads."""
    link = re.search(rf'href="([^"]+)"[^>]*>{words}', client.get(path).text)
    assert link is not None
    return link[1].replace("&amp;", "&")


def test_the_charter_goes_back_to_mentoring(client: FlaskClient) -> None:
    path = "/welcome/charter?next=/mentoring"
    assert 'name="next" value="/mentoring"' in client.get(path).text
    assert link_after(client, path, "Plus tard") == "/mentoring"
    assert send(client, "/welcome/charter", version=str(CURRENT.version), next="/mentoring").location == "/mentoring"
    assert link_after(client, path, "Continuer") == "/mentoring"


def test_the_welcome_goes_back_to_the_mission_after_joining(client: FlaskClient) -> None:
    start = f"/welcome/who-sees-what?next={quote(MISSION)}"
    charter = link_after(client, start, "Continuer")
    ready = re.search(r'action="/welcome/charter".*?name="next" value="([^"]+)"', client.get(charter).text)
    assert ready is not None
    ready_path = ready[1].replace("&amp;", "&")
    assert send(client, "/welcome/charter", version=str(CURRENT.version), next=ready_path).location == ready_path
    assert f'name="next" value="{MISSION}"' in client.get(ready_path).text
    assert send(client, "/me/privacy/join", next=MISSION).location == MISSION
    assert client.get(ready_path).location == MISSION


@pytest.mark.parametrize("foreign", FOREIGN)
def test_no_detour_ends_elsewhere(client: FlaskClient, foreign: str) -> None:
    accepted = send(client, "/welcome/charter", version=str(CURRENT.version), next=foreign)
    assert accepted.location == "/welcome/ready"
    assert send(client, "/me/privacy/join", next=foreign).location == "/home/next?joined=yes"
    assert link_after(client, f"/welcome/charter?next={quote(foreign)}", "Plus tard") == "/"


def test_a_form_that_finds_nobody_signed_in_goes_back_to_its_page(bare_app: Flask, client: FlaskClient) -> None:
    with client.session_transaction() as cookie:
        cookie.pop("person")
    page_before = {"Referer": "http://localhost/me/privacy?tab=points", "Accept": "text/html"}
    fields = {"csrf_token": re.findall(r'name="csrf_token" value="([^"]+)"', client.get("/login").text)[0]}
    answer = client.post("/me/privacy/leave", data=fields, headers=page_before)
    assert answer.location == "/login?next=/me/privacy?tab%3Dpoints"
