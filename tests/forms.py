"""Sends forms as a browser does: with the proof that the page carried."""

from __future__ import annotations

import re

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app.kernel.transaction import transaction
from app.people.queries import get_person
from app.people.service.roles import give_role
from tests.makers import make_people


def token_of(client: FlaskClient, path: str = "/charter") -> str:
    """The proof that a form on this page would send."""
    token = re.search(r'name="csrf_token" value="([^"]+)"', client.get(path).text)
    assert token is not None, "The page has no form."
    return token[1]


def send(client: FlaskClient, path: str, **fields: str | list[str]) -> TestResponse:
    """Post a form."""
    return client.post(path, data={"csrf_token": token_of(client), **fields}, headers={"Accept": "text/html"})


def sign_in(client: FlaskClient, person_id: int) -> FlaskClient:
    """Recognise a person in this browser, as after a sign-in."""
    with client.session_transaction() as cookie:
        cookie.update(person=person_id, version=1)
    return client


def sign_in_with_role(client: FlaskClient, role: str) -> FlaskClient:
    """A new person who has this role, in this browser."""
    with client.application.app_context(), transaction():
        (person,) = make_people(1)
        give_role(get_person(person), role)
    return sign_in(client, person)


def links_of_summary(page: str) -> dict[str, str]:
    """The lines of the list of faults, by where each leads; a line that leads nowhere on the page fails."""
    lists = re.findall(r'class="pa-summary.*?</div>', page, re.DOTALL)
    links = dict(re.findall(r'<a href="([^"]+)">(.*?)</a>', "".join(lists), re.DOTALL))
    missing = [place for place in links if place.startswith("#") and f'id="{place[1:]}"' not in page]
    assert not missing, f"No such places on the page: {missing}"
    return {place: text.replace("\u00a0", " ").replace("\u202f", " ") for place, text in links.items()}
