"""Receivers that hang take nobody's turn: not the journal's, not another receiver's, and only one lane of a sender each."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from flask import Flask

from app.kernel.jobs import QUEUE, SENDING_QUEUE, build_worker, count_waiting_jobs, open_lanes, perform
from app.webhooks.address import AllowedNetworks
from app.webhooks.sender import HttpSender
from tests.makers import tell
from tests.receiver import Receiver, Reply
from tests.waiting import comes_true
from tests.webhooks.makers import award, deliveries, happen, make_endpoint, make_person, send

HANGING = 20
PATIENCE = 60
"""Seconds after which the sender gives up, here."""


@pytest.fixture
def hanging(app: Flask) -> Iterator[list[Receiver]]:
    """Receivers that take a message and never answer in time."""
    reach: AllowedNetworks = app.extensions["webhooks"].reach
    app.extensions["webhooks"] = HttpSender(reach, patience=PATIENCE)
    with ExitStack() as stack:
        receivers = [stack.enter_context(Receiver()) for _ in range(HANGING)]
        for receiver in receivers:
            receiver.reply = Reply(after=PATIENCE * 2)
        yield receivers


def test_a_receiver_that_answers_does_not_wait_for_twenty_that_hang(
    app: Flask, receiver: Receiver, hanging: list[Receiver]
) -> None:
    slow = [make_endpoint(other.url) for other in hanging]
    quick = make_endpoint(receiver.url)
    happen(*(award(make_person()) for _ in range(3)))
    with open_lanes(app):
        began = time.monotonic()
        for endpoint in (*slow, quick):
            for _ in range(3):
                perform("webhooks.send", (endpoint.id,), None)
        receiver.wait_for(3)
        assert time.monotonic() - began < PATIENCE, "It waited for those that hang."
        assert comes_true(lambda: all(other.received for other in hanging))
        assert {len(other.received) for other in hanging} == {1}, "Who hangs is sent one message, in one lane."
        for other in hanging:
            other.release()


def test_sending_waits_in_a_queue_of_its_own(app: Flask, receiver: Receiver) -> None:
    make_endpoint(receiver.url)
    tell(award(make_person()))
    build_worker(app).work(burst=True)
    assert (count_waiting_jobs(QUEUE), count_waiting_jobs(SENDING_QUEUE)) == (0, 1)
    assert [delivery.state for delivery in deliveries()] == ["due"]
    build_worker(app, SENDING_QUEUE).work(burst=True)
    assert [delivery.state for delivery in deliveries()] == ["delivered"]


def test_what_is_requested_while_it_is_sent_is_sent_afterwards(app: Flask, receiver: Receiver) -> None:
    endpoint = make_endpoint(receiver.url)
    happen(award(make_person()))
    receiver.reply = Reply(after=0.3)
    with open_lanes(app):
        perform("webhooks.send", (endpoint.id,), None)
        receiver.wait_for(1)
        happen(award(make_person()))
        perform("webhooks.send", (endpoint.id,), None)
        assert len([thread for thread in threading.enumerate() if "ThreadPoolExecutor" in thread.name]) <= 2
        receiver.wait_for(2)
    assert {delivery.state for delivery in deliveries()} == {"delivered"}


def test_a_long_queue_gives_the_lane_back_and_is_requested_again(
    app: Flask, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    endpoint = make_endpoint(receiver.url)
    happen(*(award(make_person()) for _ in range(3)))
    app.extensions["redis"].flushall()
    monkeypatch.setattr("app.webhooks.jobs.MAX_TURN_SECONDS", 0.05)
    receiver.reply = Reply(after=0.1)
    send(endpoint)
    assert (len(receiver.received), count_waiting_jobs(SENDING_QUEUE)) == (1, 1)
