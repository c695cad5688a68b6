"""What a person reads who takes part, stops, and comes back: who sees their points, and that a pause is over."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.kernel.transaction import transaction
from app.people.charter import CURRENT
from app.people.queries import get_person
from app.people.service.participation import accept_charter, join_game
from tests.forms import send, sign_in
from tests.makers import make_people


@pytest.fixture
def client(bare_app: Flask) -> FlaskClient:
    """A browser where somebody who takes part is signed in."""
    with bare_app.app_context(), transaction():
        (person_id,) = make_people(1, joined_at=None)
        accept_charter(get_person(person_id), CURRENT.version)
        join_game(get_person(person_id))
    return sign_in(bare_app.test_client(), person_id)


def test_no_page_offers_to_show_points_where_none_shows_them(client: FlaskClient) -> None:
    for page in ("/me/privacy", "/home"):
        text = client.get(page).text
        assert "Personne d’autre que vous ne voit vos points" in text
        assert 'name="audience"' not in text


def test_coming_back_says_that_it_ends_the_pause(client: FlaskClient) -> None:
    send(client, "/me/pause", length="open")
    send(client, "/me/privacy/leave")
    assert "Participer met fin à votre pause." in client.get("/me/privacy").text
    send(client, "/me/privacy/join")
    assert "Vous êtes en pause" not in client.get("/home").text
