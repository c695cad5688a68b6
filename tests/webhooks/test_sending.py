"""What is due is sent until it arrives, as often and as long as was promised, and no longer."""

from __future__ import annotations

import threading
from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import text

from app.kernel import clock
from app.kernel.database import session
from app.kernel.jobs import SENDING_QUEUE, build_worker, perform
from app.kernel.transaction import transaction
from app.webhooks.models import Endpoint
from app.webhooks.schedule import JITTER, RETRY_PAUSES
from tests.receiver import Receiver, Reply
from tests.webhooks.makers import attempts, award, deliveries, happen, make_endpoint, make_person, read_again, send

A_WHILE = timedelta(minutes=6)


def one_award(receiver: Receiver) -> Endpoint:
    endpoint = make_endpoint(receiver.url)
    happen(award(make_person()))
    return endpoint


def send_at(moment: datetime, endpoint: Endpoint) -> None:
    with clock.freeze_at(moment):
        send(endpoint)


def test_what_arrived_is_not_sent_again(app: Flask, receiver: Receiver) -> None:
    endpoint = one_award(receiver)
    for _ in range(3):
        send(endpoint)
    assert len(receiver.received) == 1
    assert attempts() == [(204, None)]


def test_many_messages_all_arrive_once(app: Flask, receiver: Receiver) -> None:
    endpoint = make_endpoint(receiver.url)
    receiver.trust(endpoint.secret)
    happen(*(award(make_person(), f"badge-{number}") for number in range(30)))
    send(endpoint)
    assert sorted(received.message_id for received in receiver.accepted) == sorted(
        delivery.message_id for delivery in deliveries()
    )


def test_a_receiver_that_was_down_gets_everything_once_it_is_back(app: Flask, receiver: Receiver) -> None:
    endpoint = make_endpoint(receiver.url)
    people = [make_person() for _ in range(20)]
    happen(*(award(person) for person in people))
    receiver.reply = Reply(500)
    start = clock.now()
    send_at(start, endpoint)
    assert 1 <= len(receiver.received) <= 8, "Who is unwell is not flooded."
    assert read_again(endpoint).failing_since is not None

    receiver.reply = Reply(204)
    for minutes in (6, 7, 8):
        send_at(start + timedelta(minutes=minutes), endpoint)
    assert {delivery.state for delivery in deliveries()} == {"delivered"}
    assert sorted(str(received.details["person"]) for received in receiver.accepted) == sorted(
        person.external_id for person in people
    )
    assert read_again(endpoint).failing_since is None


def test_who_is_unwell_is_left_alone_then_asked_once(app: Flask, receiver: Receiver) -> None:
    endpoint = make_endpoint(receiver.url)
    happen(*(award(make_person()) for _ in range(20)))
    receiver.reply = Reply(500)
    start = clock.now()
    send_at(start, endpoint)
    first = len(receiver.received)
    send_at(start + timedelta(seconds=2), endpoint)
    assert len(receiver.received) == first
    send_at(start + timedelta(seconds=8), endpoint)
    assert len(receiver.received) == first + 1


def test_the_ten_tries_come_when_they_were_promised(app: Flask, receiver: Receiver) -> None:
    endpoint = one_award(receiver)
    receiver.reply = Reply(400)
    moment = clock.now()
    for number, pause in enumerate(RETRY_PAUSES[1:], 1):
        send_at(moment, endpoint)
        assert len(receiver.received) == number
        (delivery,) = deliveries()
        assert moment + pause <= delivery.due_at <= moment + pause * (1 + JITTER)
        send_at(delivery.due_at - timedelta(seconds=1), endpoint)
        assert len(receiver.received) == number
        moment = delivery.due_at
    send_at(moment, endpoint)
    assert len({received.message_id for received in receiver.received}) == 1
    assert [(delivery.state, delivery.tries) for delivery in deliveries()] == [("given_up", 10)]
    send_at(moment + timedelta(days=1), endpoint)
    assert len(receiver.received) == 10


@pytest.mark.parametrize("status", [301, 400, 404, 422])
def test_a_message_that_is_refused_does_not_hold_back_the_others(app: Flask, receiver: Receiver, status: int) -> None:
    endpoint = make_endpoint(receiver.url)
    happen(*(award(make_person()) for _ in range(12)))
    receiver.answer_next(Reply(status))
    send(endpoint)
    assert sorted(delivery.state for delivery in deliveries()) == ["delivered"] * 11 + ["due"]


@pytest.mark.parametrize("status", [429, 502, 503, 504])
def test_retry_after_is_obeyed(app: Flask, receiver: Receiver, status: int) -> None:
    endpoint = one_award(receiver)
    receiver.answer_next(Reply(status, {"Retry-After": "600"}))
    start = clock.now()
    send_at(start, endpoint)
    happen(award(make_person()))
    send_at(start + timedelta(seconds=590), endpoint)
    assert len(receiver.received) == 1, "The other messages wait too."
    send_at(start + timedelta(seconds=610), endpoint)
    assert {delivery.state for delivery in deliveries()} == {"delivered"}


def test_410_disables_at_once_and_what_was_due_stays_due(app: Flask, receiver: Receiver) -> None:
    endpoint = one_award(receiver)
    receiver.answer_next(Reply(410))
    send(endpoint)
    assert read_again(endpoint).disabled_at is not None
    assert read_again(endpoint).disabled_because == "The address answered 410 Gone."
    send_at(clock.now() + A_WHILE, endpoint)
    assert len(receiver.received) == 1
    assert [delivery.state for delivery in deliveries()] == ["due"]


def test_five_days_of_failures_disable(app: Flask, receiver: Receiver) -> None:
    endpoint = one_award(receiver)
    receiver.reply = Reply(500)
    start = clock.now()
    send_at(start, endpoint)
    happen(award(make_person()))
    send_at(start + timedelta(days=4, hours=23), endpoint)
    assert read_again(endpoint).disabled_at is None
    send_at(start + timedelta(days=5, hours=1), endpoint)
    assert read_again(endpoint).disabled_because == "Every try of five days failed."


def test_one_success_starts_the_five_days_anew(app: Flask, receiver: Receiver) -> None:
    endpoint = one_award(receiver)
    receiver.answer_next(Reply(500), Reply(204), Reply(500))
    start = clock.now()
    send_at(start, endpoint)
    send_at(start + timedelta(days=4), endpoint)
    happen(award(make_person()))
    send_at(start + timedelta(days=6), endpoint)
    assert read_again(endpoint).disabled_at is None
    assert read_again(endpoint).failing_since == start + timedelta(days=6)


def test_the_reason_of_a_failure_is_kept(app: Flask) -> None:
    endpoint = make_endpoint("http://10.0.0.1/hooks")
    happen(award(make_person()))
    send(endpoint)
    ((status, error),) = attempts()
    assert status is None
    assert error is not None
    assert error.startswith("10.0.0.1 is not on the public internet")


def test_the_clock_asks_for_what_nobody_asked_for(app: Flask, receiver: Receiver) -> None:
    endpoint, paused = one_award(receiver), make_endpoint(receiver.url)
    happen(award(make_person()))
    app.extensions["redis"].flushall()
    with transaction():
        session().execute(
            text("update endpoint set paused_until = now() + interval '1 hour' where id = :id"), {"id": paused.id}
        )
    perform("webhooks.sweep", (), None)
    build_worker(app, SENDING_QUEUE).work(burst=True)
    assert {delivery.endpoint_id for delivery in deliveries() if delivery.state == "delivered"} == {endpoint.id}


def test_a_deleted_endpoint_is_forgotten_also_in_the_middle(app: Flask, receiver: Receiver) -> None:
    endpoint = one_award(receiver)
    receiver.reply = Reply(after=0.5)

    def send_beside() -> None:
        with app.app_context():
            send(endpoint)

    sender = threading.Thread(target=send_beside)
    sender.start()
    receiver.wait_for(1)
    with transaction():
        session().execute(text("delete from endpoint"))
    sender.join()
    assert deliveries() == []
    assert attempts() == []


def test_no_transaction_is_open_while_a_receiver_thinks(app: Flask, receiver: Receiver) -> None:
    endpoint = one_award(receiver)
    receiver.reply = Reply(after=1.0)

    def send_beside() -> None:
        with app.app_context():
            send(endpoint)

    sender = threading.Thread(target=send_beside)
    sender.start()
    receiver.wait_for(1)
    with transaction():
        others = "select count(*) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and xact_start is not null"
        assert session().scalar(text(others)) == 0
    sender.join()
    assert [delivery.state for delivery in deliveries()] == ["delivered"]
