"""When something stands in the way, people read what to do, in their language; machines read a problem."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from http import HTTPStatus

import pytest
from flask import Flask

from app.kernel.access import PUBLIC, require_permission
from app.kernel.errors import ServiceError
from app.kernel.settings import Settings
from app.web.error_pages import ADVICE_BY_STATUS
from tests.applications import application_of

HTML = {"Accept": "text/html"}


@pytest.fixture
def failing(settings: Settings) -> Iterator[Flask]:
    """The application with a page that fails as asked."""

    @require_permission(PUBLIC)
    def fail(status: int) -> str:
        if status == 500:
            raise ZeroDivisionError
        error = ServiceError("The words for machines.", retry_after=5 if status == 503 else None)
        error.status = HTTPStatus(status)
        raise error

    with application_of(settings) as application:
        application.add_url_rule("/fail/<int:status>", "fail", fail)
        yield application


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("status", sorted(ADVICE_BY_STATUS))
def test_each_error_has_a_page_that_says_what_to_do(failing: Flask, status: int, language: str) -> None:
    answer = failing.test_client().get(f"/fail/{status}", headers=HTML | {"Accept-Language": language})

    assert answer.status_code == status
    assert f'<html lang="{language}"' in answer.text
    assert answer.text.count("<h1") == 1
    assert "The words for machines." not in answer.text
    with failing.test_request_context(headers={"Accept-Language": language}):
        assert str(ADVICE_BY_STATUS[status].advice).replace("’", "") in answer.text.replace("’", "").replace(
            "&#39;", ""
        )


def test_a_page_for_a_service_that_is_away_says_when_to_come_back(failing: Flask) -> None:
    assert failing.test_client().get("/fail/503", headers=HTML).headers["Retry-After"] == "5"


def test_somebody_signed_in_reads_a_page_while_the_database_is_away(settings: Settings) -> None:
    with application_of(replace(settings, database_url="postgresql://nobody@127.0.0.1:1/none")) as nowhere:
        client = nowhere.test_client()
        with client.session_transaction() as cookie:
            cookie.update(person=1, version=1)
        answer = client.get("/home", headers=HTML)

    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert "Le service fait une courte pause" in answer.text


def test_an_unknown_error_still_has_a_page(failing: Flask) -> None:
    assert failing.test_client().get("/fail/418", headers=HTML).status_code == 418


def test_a_machine_gets_a_problem(failing: Flask) -> None:
    answer = failing.test_client().get("/fail/409", headers={"Accept": "application/json"})

    assert answer.mimetype == "application/problem+json"
    assert answer.get_json()["detail"] == "The words for machines."


def test_whoever_is_not_signed_in_goes_to_the_door_and_comes_back(bare_app: Flask) -> None:
    client = bare_app.test_client()

    assert client.get("/boards/teams?x=1", headers=HTML).location == "/login?next=/boards/teams?x%3D1"
    fragment = client.get("/home", headers=HTML | {"HX-Request": "true"})
    assert (fragment.status_code, fragment.headers["HX-Redirect"]) == (204, "/login?next=/home")
