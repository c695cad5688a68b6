"""What was missed can be had again: by replay, by recovery, by the feed; and a new secret takes over without a gap."""

from __future__ import annotations

from dataclasses import asdict
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import insert
from standardwebhooks.webhooks import Webhook

from app.journal.models import Fact
from app.kernel import clock
from app.kernel.database import db
from app.kernel.jobs import SENDING_QUEUE, build_worker
from tests.makers import tell
from tests.receiver import Receiver, Reply
from tests.webhooks.makers import NOWHERE, award, deliveries, happen, make_endpoint, make_person, send

HOME = "/api/v1/webhook-endpoints"


@pytest.mark.judge
def test_during_rotation_both_secrets_verify_then_the_new_one_alone(machine: FlaskClient, receiver: Receiver) -> None:
    endpoint = make_endpoint(receiver.url)
    rotated = machine.post(f"{HOME}/{endpoint.id}/rotate").json
    assert rotated is not None
    assert rotated["secret"] != endpoint.secret
    happen(award(make_person(), "first"))
    send(endpoint)
    with clock.freeze_at(clock.now() + timedelta(hours=25)):
        happen(award(make_person(), "second"))
        send(endpoint)
    during, after = receiver.received
    for secret in (endpoint.secret, rotated["secret"]):
        assert Webhook(secret).verify(during.body, during.headers) == during.event
    assert len(during.headers["webhook-signature"].split()) == 2
    assert len(after.headers["webhook-signature"].split()) == 1
    assert "secret" not in (machine.get(f"{HOME}/{endpoint.id}").json or {})


def test_secrets_replaced_in_a_row_each_sign_for_their_own_day(machine: FlaskClient, receiver: Receiver) -> None:
    endpoint, start = make_endpoint(receiver.url), clock.now()
    secrets = [endpoint.secret]
    for hours in range(5):
        with clock.freeze_at(start + timedelta(hours=hours)):
            secrets.append((machine.post(f"{HOME}/{endpoint.id}/rotate").json or {})["secret"])
    with clock.freeze_at(start + timedelta(hours=5)):
        refused = machine.post(f"{HOME}/{endpoint.id}/rotate")
    until = (start + timedelta(hours=24)).isoformat(timespec="seconds")
    assert (refused.status_code, until in refused.get_data(as_text=True)) == (409, True)
    for hours, signing in ((23, secrets), (25, secrets[2:]), (29, secrets[-1:])):
        with clock.freeze_at(start + timedelta(hours=hours)):
            happen(award(make_person(), f"at-{hours}"))
            send(endpoint)
        headers = receiver.received[-1].headers
        assert len(headers["webhook-signature"].split()) == len(signing)
    with clock.freeze_at(start + timedelta(hours=30)):
        assert machine.post(f"{HOME}/{endpoint.id}/rotate").status_code == 200


def test_deliveries_come_by_pages_with_every_try(machine: FlaskClient, receiver: Receiver) -> None:
    endpoint = make_endpoint(receiver.url)
    happen(*(award(make_person(), f"badge-{number}") for number in range(5)))
    receiver.answer_next(Reply(404))
    send(endpoint)
    address = f"{HOME}/{endpoint.id}/deliveries?limit=2"
    first = machine.get(address).json or {}
    second = machine.get(f"{address}&cursor={first['next_cursor']}").json or {}
    third = machine.get(f"{address}&cursor={second['next_cursor']}").json or {}
    page_items = first["data"] + second["data"] + third["data"]
    assert third["next_cursor"] is None
    assert [delivery["id"] for delivery in page_items] == [delivery.id for delivery in reversed(deliveries())]
    assert sorted([attempt["status"] for attempt in delivery["attempts"]] for delivery in page_items) == [[204]] * 4 + [
        [404]
    ]


def test_a_replay_comes_again_under_the_same_id(app: Flask, machine: FlaskClient, receiver: Receiver) -> None:
    endpoint = make_endpoint(receiver.url)
    happen(award(make_person()))
    send(endpoint)
    (delivery,) = deliveries()
    assert machine.post(f"{HOME}/{endpoint.id}/deliveries/{delivery.id}/replay").status_code == 202
    build_worker(app, SENDING_QUEUE).work(burst=True)
    first, second = receiver.received
    assert (first.message_id, first.body) == (second.message_id, second.body)
    assert first.verifies(endpoint.secret)
    assert second.verifies(endpoint.secret)


def test_a_delivery_of_another_endpoint_cannot_be_replayed(machine: FlaskClient) -> None:
    first, other = make_endpoint(NOWHERE), make_endpoint(NOWHERE, "badge.revoked")
    happen(award(make_person()))
    (delivery,) = deliveries()
    assert delivery.endpoint_id == first.id
    assert machine.post(f"{HOME}/{other.id}/deliveries/{delivery.id}/replay").status_code == 404


def test_recovering_brings_what_never_arrived_and_what_was_missed(
    app: Flask, machine: FlaskClient, receiver: Receiver
) -> None:
    endpoint = make_endpoint(receiver.url)
    since = {"since": (clock.now() - timedelta(hours=1)).isoformat()}
    happen(award(make_person(), "first"), award(make_person(), "second"))
    receiver.answer_next(Reply(204), Reply(410))
    send(endpoint)
    happen(award(make_person(), "missed"))
    address = f"{HOME}/{endpoint.id}"
    assert machine.post(f"{address}/recover", query_string=since).status_code == 409

    assert machine.post(f"{address}/enable").json == machine.get(address).json
    recovered = machine.post(f"{address}/recover", query_string=since)
    assert (recovered.status_code, recovered.json) == (202, {"due": 2})
    build_worker(app, SENDING_QUEUE).work(burst=True)
    objects = sorted(str(received.details["object"]) for received in receiver.accepted)
    assert objects == ["badge:first", "badge:missed", "badge:second"]
    assert machine.post(f"{address}/recover", query_string=since).json == {"due": 0}


def test_recovering_reaches_back_to_its_moment_and_no_further(machine: FlaskClient) -> None:
    endpoint = make_endpoint(NOWHERE)
    happen(award(make_person()))
    address = f"{HOME}/{endpoint.id}/recover"
    assert machine.post(address, query_string={"since": clock.now().isoformat()}).json == {"due": 0}
    assert machine.post(address, query_string={"since": "2020-01-01T00:00:00Z"}).json == {"due": 1}


def test_recovering_brings_nothing_from_before_the_endpoint(machine: FlaskClient) -> None:
    happen(award(make_person(), "before"))
    endpoint = make_endpoint(NOWHERE)
    happen(award(make_person(), "after"))
    address = f"{HOME}/{endpoint.id}/recover"
    assert machine.post(address, query_string={"since": "2020-01-01T00:00:00Z"}).json == {"due": 1}
    assert ["badge:after" in delivery.body for delivery in deliveries()] == [True]


def test_the_feed_tells_every_event_once_in_order(machine: FlaskClient) -> None:
    people = [make_person() for _ in range(7)]
    for person in people:
        happen(award(person), award(person, kind="points.credited"))
    objects: list[str] = []
    address, done = "/api/v1/events?limit=3", False
    while not done:
        page = machine.get(address).json or {}
        objects += [event["data"]["person"] for event in page["data"]]
        address, done = f"/api/v1/events?limit=3&iterator={page['iterator']}", page["done"]
    assert objects == [person.external_id for person in people]

    nothing = machine.get(address).json or {}
    assert (nothing["data"], nothing["done"]) == ([], True)
    happen(award(make_person(), "later"))
    for asked_again in (address, f"/api/v1/events?iterator={nothing['iterator']}"):
        more = machine.get(asked_again).json or {}
        assert [event["data"]["object"] for event in more["data"]] == ["badge:later"]


@pytest.mark.fault
def test_the_feed_waits_for_a_slower_transaction(machine: FlaskClient) -> None:
    slow_one, fast_one = make_person(), make_person()
    with db.engine.connect() as slow:
        slow.execute(insert(Fact).values(**asdict(award(slow_one))))
        tell(award(fast_one))
        waiting = machine.get("/api/v1/events").json or {}
        slow.commit()
    assert (waiting["data"], waiting["done"]) == ([], True)
    page = machine.get(f"/api/v1/events?iterator={waiting['iterator']}").json or {}
    assert [event["data"]["person"] for event in page["data"]] == [slow_one.external_id, fast_one.external_id]


def test_the_feed_says_what_the_messages_say(machine: FlaskClient, receiver: Receiver) -> None:
    endpoint = make_endpoint(receiver.url)
    happen(award(make_person()))
    send(endpoint)
    page = machine.get("/api/v1/events").json or {}
    assert page["data"] == [receiver.received[0].event]
