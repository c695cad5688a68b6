"""An endpoint is changed while it works: the form of its messages, a public key that verifies them, and what is sent again."""

from __future__ import annotations

import base64
import json
from datetime import timedelta

import pytest
from cloudevents.core.bindings.http import HTTPMessage, from_structured
from cloudevents.core.formats.json import JSONFormat
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from flask.testing import FlaskClient
from standardwebhooks.webhooks import Webhook

from app.kernel import clock
from app.kernel.jobs import perform
from tests.makers import MONDAY
from tests.receiver import Received, Receiver, Reply
from tests.webhooks.makers import award, deliveries, happen, make_person

HOME = "/api/v1/webhook-endpoints"


def create(machine: FlaskClient, receiver: Receiver, **wish: object) -> tuple[str, dict[str, object]]:
    """The path and the description of a new endpoint."""
    answer = machine.post(HOME, json={"url": receiver.url, "kinds": ["badge.awarded"], **wish})
    assert answer.status_code == 201, answer.text
    return f"{HOME}/{answer.get_json()['id']}", answer.get_json()


def send_to(path: str) -> None:
    perform("webhooks.send", (int(path.rpartition("/")[2]),), None)


def is_signed_by(received: Received, public_key: object) -> bool:
    """Whether one signature of the message is of that key, as an independent receiver finds out."""
    key = Ed25519PublicKey.from_public_bytes(base64.b64decode(str(public_key).removeprefix("whpk_")))
    content = f"{received.message_id}.{received.headers['webhook-timestamp']}.".encode() + received.body
    for signature in received.headers["webhook-signature"].split():
        version, _, text = signature.partition(",")
        try:
            if version == "v1a":
                key.verify(base64.b64decode(text), content)
                return True
        except InvalidSignature:
            continue
    return False


@pytest.mark.judge
def test_a_public_key_verifies_beside_the_secret_and_for_a_day_after_each_rotation(
    machine: FlaskClient, receiver: Receiver
) -> None:
    path, plain = create(machine, receiver)
    assert (plain["asymmetric"], plain["public_key"]) == (False, None)
    keys, secrets = [machine.patch(path, json={"asymmetric": True}).get_json()["public_key"]], [plain["secret"]]
    now = clock.now()
    for hours in (0, 1):
        with clock.freeze_at(now + timedelta(hours=hours)):
            rotated = machine.post(f"{path}/rotate").get_json()
            keys.append(rotated["public_key"])
            secrets.append(rotated["secret"])
    for later, valid in ((timedelta(hours=2), 3), (timedelta(hours=24, minutes=30), 2), (timedelta(hours=30), 1)):
        with clock.freeze_at(now + later):
            happen(award(make_person()))
            send_to(path)
        received = receiver.received[-1]
        assert [is_signed_by(received, key) for key in keys] == [False] * (3 - valid) + [True] * valid
        assert len(received.headers["webhook-signature"].split()) == 2 * valid
    happen(award(make_person()))
    send_to(path)
    for secret in secrets:
        Webhook(str(secret)).verify(receiver.received[-1].body, receiver.received[-1].headers)
    assert machine.patch(path, json={"asymmetric": False}).get_json()["public_key"] is None


@pytest.mark.judge
def test_the_same_event_comes_as_a_cloud_event_to_who_chose_that(machine: FlaskClient, receiver: Receiver) -> None:
    path, endpoint = create(machine, receiver, form="cloudevents")
    happen(award(make_person()))
    send_to(path)
    (received,) = receiver.received
    Webhook(str(endpoint["secret"])).verify(received.body, received.headers)
    event = from_structured(HTTPMessage(received.headers, received.body), JSONFormat())
    attributes = event.get_attributes()
    assert (attributes["type"], attributes["subject"], attributes["id"]) == (
        "badge.awarded",
        "badge:welcome",
        received.message_id,
    )
    assert attributes["time"] == MONDAY
    machine.patch(path, json={"form": "standard"})
    machine.post(f"{path}/replay", json={"ids": [deliveries()[0].id]})
    send_to(path)
    again = receiver.received[1]
    assert again.headers["content-type"] == "application/json"
    assert (again.message_id, json.loads(again.body)["data"]) == (received.message_id, event.get_data())


def test_an_endpoint_is_changed_only_as_it_was_read(machine: FlaskClient, receiver: Receiver) -> None:
    path, _ = create(machine, receiver)
    tag = machine.get(path).headers["ETag"]
    changed = machine.patch(path, json={"kinds": ["badge.revoked"]}, headers={"If-Match": tag})
    assert (changed.status_code, changed.get_json()["kinds"]) == (200, ["badge.revoked"])
    late = machine.patch(path, json={"description": "Late"}, headers={"If-Match": tag})
    assert (late.status_code, late.mimetype) == (412, "application/problem+json")
    assert machine.get(path, headers={"If-None-Match": changed.headers["ETag"]}).status_code == 304
    unclear: list[dict[str, object] | None] = [None, {}, {"asymmetric": 1}]
    assert [machine.patch(path, json=sent).status_code for sent in unclear] == [422, 422, 422]
    refused = machine.patch(path, json={"url": "ftp://rse.example.com"})
    assert (refused.status_code, machine.get(path).get_json()["url"]) == (422, receiver.url)
    happen(award(make_person()))
    assert deliveries() == [], "What is not chosen any more is not sent."


def test_a_test_goes_out_at_once_and_says_what_came_back(machine: FlaskClient, receiver: Receiver) -> None:
    path, endpoint = create(machine, receiver)
    assert machine.post(f"{path}/test").get_json()["last_test"] is None
    receiver.answer_next(Reply(500))
    for status in (500, 204):
        perform("webhooks.test", (endpoint["id"],), None)
        result = machine.get(path).get_json()["last_test"]
        assert (result["status"], result["error"]) == (status, None)
    assert receiver.received[1].verifies(str(endpoint["secret"]))
    assert (receiver.received[1].event["type"], receiver.received[1].event["data"]) == ("webhook.test", {})
    assert machine.get(path).get_json()["failing_since"] is None, "A test is no delivery."


def test_what_arrived_is_sent_again_by_its_ids_or_since_a_moment(machine: FlaskClient, receiver: Receiver) -> None:
    path, _ = create(machine, receiver)
    other, _ = create(machine, receiver, url=f"{receiver.url}other")
    happen(*(award(make_person()) for _ in range(3)))
    send_to(path)
    first, *_ = ids = [each["id"] for each in machine.get(f"{path}/deliveries").get_json()["data"]]
    elsewhere = machine.get(f"{other}/deliveries").get_json()["data"][0]["id"]
    for wish, count in (({"ids": [first, elsewhere]}, 1), ({"since": "2020-01-01T00:00:00Z"}, len(ids))):
        receiver.received.clear()
        assert machine.post(f"{path}/replay", json=wish).get_json() == {"due": count}
        send_to(path)
        assert len(receiver.received) == count
    unclear_wishes: list[dict[str, object]] = [{}, {"ids": []}, {"ids": [first], "since": "2020-01-01T00:00:00Z"}]
    for unclear in unclear_wishes:
        assert machine.post(f"{path}/replay", json=unclear).status_code == 422
