"""What the tests of volunteering stand on: a person to whom a round is open, and their browser."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.kernel.transaction import transaction
from tests.forms import sign_in
from tests.mentoring.company import make_colleagues, make_round


@pytest.fixture
def person_id(bare_app: Flask) -> int:
    """Somebody to whom a round is open."""
    with bare_app.app_context(), transaction():
        make_round()
        return make_colleagues(1)[0]


@pytest.fixture
def client(bare_app: Flask, person_id: int) -> FlaskClient:
    """Their browser."""
    return sign_in(bare_app.test_client(), person_id)
