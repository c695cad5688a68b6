"""The addresses that machines and the IT department use: who may, what they answer, and what they refuse."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text

from app.kernel.database import session
from app.kernel.transaction import transaction
from app.people.models import PersonRole
from app.people.roles import GIVEN_ROLES, IT
from app.webhooks.address import AllowedNetworks
from app.webhooks.sender import HttpSender
from tests.makers import make_people
from tests.receiver import Receiver
from tests.webhooks.conftest import client_with
from tests.webhooks.makers import NOWHERE, award, deliveries, happen, make_endpoint, make_person

HOME = "/api/v1/webhook-endpoints"
ADDRESSES = [
    ("POST", HOME),
    ("GET", HOME),
    ("GET", f"{HOME}/1"),
    ("DELETE", f"{HOME}/1"),
    ("POST", f"{HOME}/1/rotate"),
    ("POST", f"{HOME}/1/enable"),
    ("GET", f"{HOME}/1/deliveries"),
    ("POST", f"{HOME}/1/deliveries/1/replay"),
    ("POST", f"{HOME}/1/recover?since=2026-01-01T00:00:00Z"),
    ("GET", "/api/v1/events"),
]
WANTED: dict[str, object] = {"url": "https://rse.example.com/hooks", "kinds": ["badge.awarded"]}
REFUSED: list[tuple[dict[str, object], str]] = [
    ({"url": "http://rse.example.com"}, "/url"),
    ({"url": "https://rse.example.com:x"}, "/url"),
    ({"url": "https://10.0.0.1/hooks"}, "/url"),
    ({"url": "https://2130706433/"}, "/url"),
    ({"url": "nonsense"}, "/url"),
    ({"url": ""}, "/url"),
    ({"url": None}, "/url"),
    ({"url": 3}, "/url"),
    ({"url": "https://rse.example.com/" + "a" * 2000}, "/url"),
    ({"kinds": []}, "/kinds"),
    ({"kinds": None}, "/kinds"),
    ({"kinds": "badge.awarded"}, "/kinds"),
    ({"kinds": ["badge.awarded", "post.created"]}, "/kinds/1"),
    ({"kinds": ["person.joined"]}, "/kinds/0"),
    ({"kinds": ["badge.awarded"] * 50}, "/kinds"),
    ({"description": "a" * 501}, "/description"),
    ({"secret": "whsec_mine"}, "/secret"),
]


@pytest.mark.parametrize(
    ("body", "media_type", "status", "detail"),
    [
        (b"{not json", "application/json", 400, "The body is not JSON: "),
        (b"\xff\xfe", "application/json", 400, "The body is not JSON: "),
        (b"a=1", "application/x-www-form-urlencoded", 415, "Send application/json, not application/x-www-form"),
        (b"{}", "text/plain", 415, "Send application/json, not text/plain."),
        (b"{}", "", 415, "Send application/json, not a body without a Content-Type."),
        (b"[1]", "application/json", 422, "The body is to be a JSON object."),
        (b"null", "application/vnd.rse+json", 422, "The body is to be a JSON object."),
    ],
)
def test_a_body_that_is_no_json_object_is_told_so_plainly(
    bare_app: Flask, body: bytes, media_type: str, status: int, detail: str
) -> None:
    with bare_app.app_context():
        client = client_with(bare_app, "webhooks:manage")
    answer = client.post(HOME, data=body, content_type=media_type or None)
    assert (answer.status_code, answer.mimetype) == (status, "application/problem+json")
    assert answer.get_json()["detail"].startswith(detail)


def test_machines_are_not_told_about_browsers(bare_app: Flask) -> None:
    with bare_app.app_context():
        client = client_with(bare_app, "webhooks:manage")
    assert client.get("/api/v1/nothing").get_json()["detail"] == "There is nothing at this address."
    wrong_method = client.put(HOME)
    assert (wrong_method.status_code, "POST" in wrong_method.headers["Allow"]) == (405, True)
    assert wrong_method.get_json()["detail"].startswith("This address does not take that method")


def test_who_is_unknown_or_has_another_scope_may_nothing(bare_app: Flask, subtests: pytest.Subtests) -> None:
    with bare_app.app_context():
        stranger, other = bare_app.test_client(), client_with(bare_app, "activities:write")
    for method, address in ADDRESSES:
        with subtests.test(method=method, address=address):
            answer = stranger.open(address, method=method)
            assert (answer.status_code, answer.mimetype) == (401, "application/problem+json")
            assert other.open(address, method=method).status_code == 403


@pytest.mark.parametrize("role", [None, *sorted(GIVEN_ROLES)])
def test_of_all_roles_it_alone_manages_and_none_reads_events_about_people(bare_app: Flask, role: str | None) -> None:
    with bare_app.app_context(), transaction():
        (person_id,) = make_people(1)
        session().add_all([PersonRole(person_id=person_id, role=role)] if role else [])
    client = bare_app.test_client()
    with client.session_transaction() as cookie:
        cookie.update(person=person_id, version=1)
    assert client.get(HOME).status_code == (200 if role == IT else 403)
    assert client.get("/api/v1/events").status_code == 403


def test_the_secret_is_shown_once(machine: FlaskClient) -> None:
    created = machine.post(HOME, json=WANTED | {"description": "The RSE"})
    assert created.status_code == 201
    assert created.json is not None
    assert created.json["secret"].startswith("whsec_")
    assert created.json["created_at"].endswith("+00:00")
    shown = machine.get(f"{HOME}/{created.json['id']}").json
    assert shown == {name: value for name, value in created.json.items() if name != "secret"}
    assert machine.get(HOME).json == {"data": [shown]}


def test_what_cannot_be_an_endpoint_is_refused_with_its_place(
    app: Flask, machine: FlaskClient, subtests: pytest.Subtests
) -> None:
    app.extensions["webhooks"] = HttpSender(AllowedNetworks())
    for change, pointer in REFUSED:
        with subtests.test(change=change):
            answer = machine.post(HOME, json=WANTED | change)
            assert (answer.status_code, answer.mimetype) == (422, "application/problem+json")
            assert answer.json is not None
            assert [error["pointer"] for error in answer.json["errors"]] == [pointer]
    with transaction():
        assert session().scalar(text("select count(*) from endpoint")) == 0


@pytest.mark.parametrize("name", ["url", "kinds"])
def test_an_endpoint_needs_an_address_and_kinds(machine: FlaskClient, name: str) -> None:
    answer = machine.post(HOME, json={key: value for key, value in WANTED.items() if key != name})
    assert answer.status_code == 422
    assert answer.json is not None
    assert answer.json["errors"][0]["pointer"] == f"/{name}"


def test_what_is_no_json_object_is_refused(machine: FlaskClient, subtests: pytest.Subtests) -> None:
    for body, status in [(b"{", 400), (b"", 422), (b"[]", 422), (b"\xff", 400)]:
        with subtests.test(body=body):
            assert machine.post(HOME, data=body, content_type="application/json").status_code == status


def test_an_address_that_is_registered_is_a_conflict_at_its_place(machine: FlaskClient) -> None:
    made = [machine.post(HOME, json=WANTED | {"url": f"https://rse.example.com/{name}"}).get_json() for name in "ab"]
    own = f"{HOME}/{made[1]['id']}"
    again = machine.post(HOME, json=WANTED | {"url": "https://RSE.example.com:443/a"})
    moved = machine.patch(own, json={"url": "https://rse.example.com/a"})
    for answer in (again, moved):
        assert (answer.status_code, [error["pointer"] for error in answer.get_json()["errors"]]) == (409, ["/url"])
    assert machine.patch(own, json={"url": "https://rse.example.com/b"}).status_code == 200


def test_what_does_not_exist_is_not_found(machine: FlaskClient, subtests: pytest.Subtests) -> None:
    for method, address in ADDRESSES:
        if "/1" in address:
            with subtests.test(method=method, address=address):
                assert machine.open(address, method=method).status_code == 404


def test_a_deleted_endpoint_is_gone_with_what_was_due(machine: FlaskClient, receiver: Receiver) -> None:
    endpoint = make_endpoint(receiver.url)
    happen(award(make_person()))
    assert machine.delete(f"{HOME}/{endpoint.id}").status_code == 204
    assert machine.get(f"{HOME}/{endpoint.id}").status_code == 404
    assert deliveries() == []


def test_a_bad_page_iterator_or_moment_is_refused(machine: FlaskClient, subtests: pytest.Subtests) -> None:
    at_home = f"{HOME}/{make_endpoint(NOWHERE).id}"
    pages = [f"{at_home}/deliveries?{query}" for query in ("cursor=x", "cursor=WyJhIl0", "cursor=WzEsMl0")]
    feeds = [f"/api/v1/events?iterator={iterator}" for iterator in ("x", "WzFd", "WyJhIiwiYiJd", "W3RydWUsMV0")]
    limits = [f"{at_home}/deliveries?limit={limit}" for limit in ("0", "101", "x")]
    limits += [f"/api/v1/events?limit={limit}" for limit in ("0", "251", "x")]
    for address, status in [(page, 400) for page in (*pages, *feeds)] + [(limit, 422) for limit in limits]:
        with subtests.test(address=address):
            answer = machine.get(address)
            assert (answer.status_code, answer.mimetype) == (status, "application/problem+json")
    for since in (
        "",
        "?since=yesterday",
        "?since=2026-01-01",
        "?since=2026-01-01T00:00:00",
        "?since=2999-01-01T00:00:00Z",
    ):
        with subtests.test(since=since):
            refused = machine.post(f"{at_home}/recover{since}")
            assert refused.status_code == 422
            assert refused.json is not None
            assert [error["pointer"] for error in refused.json["errors"]] == ["/since"]


def test_every_address_and_every_message_is_in_the_document(machine: FlaskClient) -> None:
    document = machine.get("/api/v1/openapi.json").json
    assert document is not None
    assert len([path for path in document["paths"] if path.startswith((HOME, "/api/v1/events"))]) == 10
    assert set(document["webhooks"]) == {
        "badge.awarded",
        "badge.revoked",
        "badge.expired",
        "mission.completed",
        "mission.reopened",
        "leaderboard.published",
        "pairing.started",
        *(f"contest.{step}" for step in ("published", "opened", "closed", "announced", "finalised", "cancelled")),
        "webhook.test",
        "prize.won",
        "prize.handed_over",
    }
