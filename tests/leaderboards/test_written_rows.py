"""A row of people that is kept says what is true now."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.kernel.paging import encode_cursor
from app.kernel.transaction import transaction
from app.people.queries import get_person
from app.people.service.participation import choose_visibility
from app.people.service.pseudonym import choose_pseudonym
from tests.boards import publish_board_of
from tests.forms import sign_in

LIST = f"/boards/board?cursor={encode_cursor([0])}"


@pytest.fixture
def ids(bare_app: Flask) -> list[int]:
    """Four people on a board, the best first."""
    with bare_app.app_context():
        return publish_board_of([4, 3, 2, 1])


@pytest.fixture
def reader(bare_app: Flask, ids: list[int]) -> FlaskClient:
    """Somebody who has just read the list."""
    client = sign_in(bare_app.test_client(), ids[1])
    client.get(LIST)
    return client


def test_a_name_taken_back_and_a_choice_to_hide_are_in_no_kept_row(
    bare_app: Flask, ids: list[int], reader: FlaskClient
) -> None:
    with bare_app.app_context(), transaction():
        choose_pseudonym(get_person(ids[0]), "Colvert")
    assert "Colvert" in reader.get(LIST).text
    with bare_app.app_context(), transaction():
        choose_visibility(get_person(ids[0]), on_boards=False)
    assert "Colvert" not in reader.get(LIST).text
