"""What messages said is forgotten thirty days after their last try; what is still to be sent is not."""

from __future__ import annotations

from datetime import datetime, timedelta

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import update

from app.kernel import clock
from app.kernel.database import session
from app.kernel.jobs import perform
from app.kernel.transaction import transaction
from app.webhooks.models import Delivery
from tests.receiver import Receiver
from tests.webhooks.makers import NOWHERE, attempts, award, deliveries, happen, make_endpoint, make_person, send

HOME = "/api/v1/webhook-endpoints"


def forget(at: datetime) -> None:
    """What a worker does some days later."""
    with clock.freeze_at(at):
        perform("webhooks.forget", (), None)


def bodies() -> list[bool]:
    """Of each delivery, whether its content is known."""
    return [delivery.body != "" for delivery in deliveries()]


def test_a_content_is_known_for_thirty_days_after_the_last_try(app: Flask, receiver: Receiver) -> None:
    happened = clock.now()
    endpoint = make_endpoint(receiver.url)
    happen(award(make_person()))
    with clock.freeze_at(happened + timedelta(days=1)):
        send(endpoint)
    forget(happened + timedelta(days=30, hours=23))
    assert bodies() == [True]
    forget(happened + timedelta(days=31, hours=1))
    assert bodies() == [False]
    assert attempts() == [(204, None)], "That it was told stays."


def test_what_is_still_due_is_forgotten_by_nobody(app: Flask) -> None:
    make_endpoint(NOWHERE)
    happen(award(make_person()))
    forget(clock.now() + timedelta(days=400))
    assert bodies() == [True]


def test_what_was_forgotten_is_neither_replayed_nor_recovered(machine: FlaskClient) -> None:
    since = (clock.now() - timedelta(hours=1)).isoformat()
    endpoint = make_endpoint(NOWHERE)
    happen(award(make_person()))
    with transaction():
        session().execute(update(Delivery).values(state="given_up"))
    (delivery,) = deliveries()
    address = f"{HOME}/{endpoint.id}"
    forget(clock.now() + timedelta(days=60))
    replayed = machine.post(f"{address}/deliveries/{delivery.id}/replay")
    assert (replayed.status_code, "thirty days" in (replayed.json or {})["detail"]) == (409, True)
    assert machine.post(f"{address}/recover", query_string={"since": since}).json == {"due": 0}
