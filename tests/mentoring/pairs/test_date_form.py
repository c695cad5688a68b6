"""The form that gives a session a date says what is wrong, and lets people meet when nobody works if they mean it."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient

from app.kernel import clock
from app.kernel.application import Application
from tests.forms import send, sign_in
from tests.mentoring.pairs.makers import TUESDAY, Two, later, make_two, sessions_of


@pytest.fixture
def two(bare_app: Application) -> Two:
    """A pair in Paris."""
    with bare_app.app_context(), clock.freeze_at(TUESDAY):
        return make_two()


@pytest.fixture
def senior(bare_app: Application, two: Two) -> FlaskClient:
    """The senior's browser."""
    return sign_in(bare_app.test_client(), two.senior)


@pytest.fixture(autouse=True)
def _now() -> Iterator[None]:
    with later(hours=1):
        yield


def date_path(two: Two) -> str:
    return f"/mentoring/pairs/{two.pair_id}/sessions/1/date"


@pytest.mark.parametrize(
    ("typed", "status", "notice"),
    [
        ({"on": "hier", "at": ""}, 422, "Choisissez un jour et une heure."),
        ({"on": "2026-06-01", "at": "10:00"}, 422, "Cette date est passée"),
        ({"starts_at": "2026-06-10T10:00:00"}, 422, "Choisissez un jour et une heure."),
        ({"on": "2026-06-10", "at": "10:00", "seen": "7"}, 409, "Cette séance a changé pendant que vous la regardiez"),
    ],
)
def test_a_date_that_cannot_be_comes_back_with_a_word(
    senior: FlaskClient, two: Two, typed: dict[str, str], status: int, notice: str
) -> None:
    answer = send(senior, date_path(two), **{"seen": "0"} | typed)

    assert answer.status_code == status
    assert notice in answer.text
    assert typed.get("on", "") in answer.text


def test_a_date_outside_working_time_is_booked_on_a_second_click_in_the_same_form(
    bare_app: Application, senior: FlaskClient, two: Two
) -> None:
    path, sunday = date_path(two), {"on": "2026-06-14", "at": "03:00", "seen": "0"}
    doubtful = send(senior, path, **sunday)

    assert doubtful.status_code == 422
    assert "Ce n’est pas un jour de travail pour le site" in doubtful.text
    assert "Réserver quand même" in doubtful.text
    assert 'value="2026-06-14"' in doubtful.text
    confirmed = re.findall(r'name="confirmed" value="([^"]+)"', doubtful.text)
    assert send(senior, path, **sunday | {"at": "04:00"}, confirmed=confirmed[0]).status_code == 422, "Another moment."
    assert send(senior, path, **sunday, confirmed=confirmed[0]).status_code == 302
    with bare_app.app_context():
        assert f"{sessions_of(two.pair_id)[0].starts_at:%d %H}" == "14 01"
