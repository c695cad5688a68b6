"""Senders race and are killed; every award still arrives, and once where nobody dies."""

from __future__ import annotations

import threading
from collections import Counter
from contextlib import AbstractContextManager
from datetime import timedelta
from functools import partial
from multiprocessing.context import ForkServerProcess

import pytest
from flask import Flask

from app.kernel import clock
from app.kernel.settings import Settings
from app.kernel.transaction import transaction
from app.webhooks.models import Endpoint
from app.webhooks.sender import ReceiverAnswer
from app.webhooks.service.send import (
    CLAIM_FOR,
    DeliveryResult,
    claim_and_sign_due_messages,
    record_delivery_results,
)
from tests.faults.commands import running_work
from tests.receiver import Receiver, Reply
from tests.webhooks.makers import attempts, award, deliveries, happen, make_endpoint, make_person, send
from tests.webhooks.send_once import send_to


def send_beside(app: Flask, endpoint: Endpoint) -> threading.Thread:
    def work() -> None:
        with app.app_context():
            send(endpoint)

    beside = threading.Thread(target=work)
    beside.start()
    return beside


def running_worker(settings: Settings, endpoint: Endpoint) -> AbstractContextManager[ForkServerProcess]:
    variables = {
        "DATABASE_URL": settings.database_url,
        "REDIS_URL": settings.redis_url,
        "SECRET_KEY": settings.secret_key,
        "WEBHOOK_NETWORKS": "127.0.0.0/8",
        "WEBHOOK_PLAIN_HTTP": "yes",
    }
    return running_work(partial(send_to, endpoint.id), variables)


@pytest.mark.fault
def test_two_senders_at_once_send_each_award_once(app: Flask, receiver: Receiver) -> None:
    endpoint = make_endpoint(receiver.url)
    receiver.trust(endpoint.secret)
    receiver.reply = Reply(after=0.02)
    happen(*(award(make_person(), f"badge-{number}") for number in range(60)))
    for beside in [send_beside(app, endpoint) for _ in range(3)]:
        beside.join()
    assert Counter(received.message_id for received in receiver.accepted) == Counter(
        delivery.message_id for delivery in deliveries()
    )
    assert len(receiver.received) == 60
    assert {delivery.state for delivery in deliveries()} == {"delivered"}


@pytest.mark.fault
def test_what_one_sender_claimed_the_other_leaves_alone(app: Flask, receiver: Receiver) -> None:
    endpoint = make_endpoint(receiver.url)
    happen(award(make_person()))
    with transaction():
        assert len(claim_and_sign_due_messages(endpoint.id)) == 1
    with transaction():
        assert claim_and_sign_due_messages(endpoint.id) == []
    with clock.freeze_at(clock.now() + CLAIM_FOR + timedelta(seconds=1)), transaction():
        assert len(claim_and_sign_due_messages(endpoint.id)) == 1


@pytest.mark.fault
def test_what_was_claimed_and_not_sent_is_free_at_once(app: Flask, receiver: Receiver) -> None:
    endpoint = make_endpoint(receiver.url)
    happen(award(make_person()))
    happen(award(make_person()))
    with transaction():
        first, second = claim_and_sign_due_messages(endpoint.id)
    with transaction():
        record_delivery_results(endpoint.id, [DeliveryResult(first, ReceiverAnswer(204))], [second])
    with transaction():
        assert [left.delivery_id for left in claim_and_sign_due_messages(endpoint.id)] == [second.delivery_id]


@pytest.mark.fault
def test_a_sender_killed_before_it_wrote_down_the_answer_sends_again_under_the_same_id(
    app: Flask, settings: Settings, receiver: Receiver
) -> None:
    endpoint = make_endpoint(receiver.url)
    happen(award(make_person()))
    receiver.answer_next(Reply(204, after=5.0))
    with running_worker(settings, endpoint):
        receiver.wait_for(1, within=120)
    assert [delivery.state for delivery in deliveries()] == ["due"]
    assert attempts() == []

    send(endpoint)
    assert len(receiver.received) == 1, "The claim of the dead still holds."
    with clock.freeze_at(clock.now() + CLAIM_FOR + timedelta(seconds=1)):
        send(endpoint)
    first, second = receiver.received
    assert first.message_id == second.message_id
    assert first.body == second.body
    assert [delivery.state for delivery in deliveries()] == ["delivered"]


@pytest.mark.fault
def test_a_sender_that_comes_late_does_not_undo_what_another_delivered(app: Flask, receiver: Receiver) -> None:
    endpoint = make_endpoint(receiver.url)
    happen(award(make_person()))
    receiver.answer_next(Reply(500, after=1.0), Reply(204))
    late = send_beside(app, endpoint)
    receiver.wait_for(1)
    with clock.freeze_at(clock.now() + CLAIM_FOR + timedelta(seconds=1)):
        send(endpoint)
    late.join()
    (delivery,) = deliveries()
    assert (delivery.state, delivery.tries) == ("delivered", 2)
    assert sorted(status or 0 for status, _ in attempts()) == [204, 500]
