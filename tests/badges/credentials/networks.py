"""A network that reads what holders show, as tests ask it."""

from __future__ import annotations

from typing import Any

from flask.testing import FlaskClient

from badges import queries
from badges.network.service import choose_showing

FEED = "/api/v1/awards"


def show(person_id: int, *, is_shown: bool = True) -> None:
    choose_showing(queries.get_badge("helper"), person_id, is_shown=is_shown)


def read(client: FlaskClient, path: str = FEED, **headers: str) -> Any:
    answer = client.get(path, headers=headers)
    assert answer.status_code == 200, answer.text
    return answer.json
