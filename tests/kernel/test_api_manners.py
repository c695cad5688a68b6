"""What every address of the API does alike: a request acts once under its key, callers read what they may still send, problems are explained."""

from __future__ import annotations

import re
import threading
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.kernel import clock
from app.kernel.application import Application
from app.kernel.problem_types import list_problem_types
from app.kernel.transaction import transaction
from app.people.accounts.service.tokens import create_token
from tests.makers import MONDAY

HOME = "/api/v1/webhook-endpoints"
NEW = {"url": "https://rse.example.com/hooks", "kinds": ["badge.awarded"]}


def make_machine(app: Flask, name: str = "it") -> FlaskClient:
    """A client with a token that keeps webhooks."""
    with app.app_context(), transaction():
        secret = create_token(name, scopes=["webhooks:manage"], source=name)
    client = app.test_client()
    client.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {secret}"
    return client


def post(client: FlaskClient, key: str, path: str = HOME, payload: Mapping[str, Any] = NEW) -> Any:
    return client.post(path, json=payload, headers={"Idempotency-Key": key})


def count_endpoints(client: FlaskClient) -> int:
    return len(client.get(HOME).get_json()["data"])


def test_a_request_under_a_key_acts_once_and_a_day_later_again(bare_app: Application) -> None:
    machine, other = make_machine(bare_app), make_machine(bare_app, "other")
    with clock.freeze_at(MONDAY):
        first, again = post(machine, '"a"'), post(machine, "a")
        assert (first.status_code, again.status_code) == (201, 201)
        assert (again.data, again.mimetype) == (first.data, first.mimetype)
        assert (again.headers["Idempotency-Replayed"], count_endpoints(machine)) == ("true", 1)
        for changed in (
            post(machine, "a", payload=NEW | {"description": "Other"}),
            post(machine, "a", f"{HOME}/1/rotate"),
        ):
            assert (changed.status_code, problem_of(changed)) == (422, "idempotency-key-used-before")
        assert "Idempotency-Replayed" not in post(other, "a").headers, "A key is its caller's own."
        for unreadable in ("", '""', "é", "x" * 256):
            refused = post(machine, unreadable)
            assert (refused.status_code, problem_of(refused)) == (400, "bad-idempotency-key")
    with clock.freeze_at(MONDAY + timedelta(hours=25)):
        assert machine.delete(f"{HOME}/{first.get_json()['id']}").status_code == 204
        assert post(machine, "a").get_json()["id"] != first.get_json()["id"]


def test_what_was_refused_is_tried_anew_under_the_same_key(bare_app: Application) -> None:
    machine = make_machine(bare_app)
    assert post(machine, "a", payload=NEW | {"kinds": ["tea.ready"]}).status_code == 422
    assert post(machine, "a").status_code == 201


def test_a_request_that_is_under_way_is_not_begun_twice(bare_app: Application, monkeypatch: pytest.MonkeyPatch) -> None:
    machine, begun, may_end = make_machine(bare_app), threading.Event(), threading.Event()

    def check_slowly(*_: object) -> None:
        begun.set()
        may_end.wait(20)

    monkeypatch.setattr("app.webhooks.service.register.parse_and_check_target_url", check_slowly)
    answers: list[int] = []
    thread = threading.Thread(target=lambda: answers.append(post(machine, "a").status_code))
    thread.start()
    assert begun.wait(20)
    under_way = post(machine, "a")
    may_end.set()
    thread.join(20)
    assert (under_way.status_code, problem_of(under_way), answers) == (409, "request-under-way", [201])
    assert count_endpoints(machine) == 1


def test_each_answer_says_how_many_requests_are_left_and_what_is_above_waits(bare_app: Application) -> None:
    settings = bare_app.config["SETTINGS"]
    bare_app.config["SETTINGS"] = replace(settings, api_rate=2)
    machine, other = make_machine(bare_app), make_machine(bare_app, "other")
    answers = [machine.get(HOME) for _ in range(3)]
    bare_app.config["SETTINGS"] = settings
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert {answer.headers["RateLimit-Policy"] for answer in answers} == {'"default";q=2;w=60'}
    left = [re.fullmatch(r'"default";r=(\d+);t=(\d+)', answer.headers["RateLimit"]) for answer in answers]
    assert [match and match[1] for match in left] == ["1", "0", "0"]
    assert 1 <= int(answers[2].headers["Retry-After"]) <= 60
    assert problem_of(answers[2]) == "too-many-requests"
    assert other.get(HOME).status_code == 200
    assert "RateLimit" not in bare_app.test_client().get("/api/v1/openapi.json").headers


def test_the_type_of_each_problem_leads_to_its_explanation(bare_app: Application) -> None:
    types = list_problem_types()
    assert len({each.name for each in types}) == len(types) > 15
    page = bare_app.test_client().get("/api/docs").text
    assert [each.name for each in types if f'id="problem-{each.name}"' not in page] == []
    machine = make_machine(bare_app)
    for path, name in {
        f"{HOME}/9": "not-found",
        "/api/v1/nowhere": "not-found",
        f"{HOME}/9/deliveries?limit=0": "invalid",
    }.items():
        assert problem_of(machine.get(path)) == name
    assert machine.put(HOME).get_json()["type"] == "about:blank"


def problem_of(answer: Any) -> str:
    """The name of a problem's type, from the address that explains it."""
    address, _, anchor = answer.get_json()["type"].partition("#")
    assert address.endswith("/api/docs")
    return str(anchor.removeprefix("problem-"))
