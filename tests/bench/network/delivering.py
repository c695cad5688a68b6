"""How fast messages leave that are claimed, signed, sent and recorded, beside a bare loop of posts over a kept connection."""

from __future__ import annotations

import multiprocessing
import socket
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Thread

import urllib3
from sqlalchemy import text

from app.kernel import clock
from app.kernel.application import get_extension
from app.kernel.database import session
from app.kernel.transaction import transaction
from app.webhooks.address import AllowedNetworks
from app.webhooks.jobs import send_due_deliveries
from app.webhooks.service.register import EndpointWish, create_endpoint
from tests.bench.figure import Figure, at_least
from tests.bench.rig import Rig, application
from tests.bench.rounds import by_turns
from tests.databases import TEMPLATE

POSTED, DELIVERED = "bare posts over a kept connection", "messages delivered"
BODY = '{"type":"badge.awarded","timestamp":"2026-03-02T08:00:00+00:00","data":{"person":"a.lovelace","object":"badge:helper","sequence":%d}}'
DUE = text(
    """
    insert into delivery (endpoint_id, fact_id, message_id, kind, body, due_at)
    select :endpoint, number, 'msg_' || number, 'badge.awarded', :body, :now from generate_series(1, :messages) as number
    """
)
ARRIVED = text(
    "with gone as (delete from delivery returning state) select count(*) from gone where state = 'delivered'"
)


@dataclass(frozen=True)
class DeliveringSizes:
    """How many messages leave in a round."""

    messages: int = 2_000
    rounds: int = 5


def take_delivering(ground: Rig, sizes: DeliveringSizes) -> Iterator[Figure]:
    """Messages a second by the clock, to a receiver in a process of its own. The ratio compares speeds: 1 is as fast as the bare loop."""
    with run_receiver() as url, ground.copy_of(TEMPLATE) as settings, application(settings):
        with transaction():
            reach = AllowedNetworks(settings.webhook_networks, plain_http=True)
            endpoint = create_endpoint(EndpointWish(url=url, kinds=["badge.awarded"]), reach).id
        rounds = by_turns(lambda: _once(endpoint, url, sizes), sizes.rounds)
        get_extension("webhooks").close()
    yield rounds.figure(POSTED, "messages/s")
    yield rounds.figure(DELIVERED, "messages/s", against=POSTED, target=at_least(0.6))


def _once(endpoint: int, url: str, sizes: DeliveringSizes) -> Mapping[str, float]:
    due = {"endpoint": endpoint, "body": BODY % 7, "now": clock.now(), "messages": sizes.messages}
    with transaction():
        session().execute(DUE, due)
    began = time.perf_counter()
    _post_all(url, sizes.messages)
    posted = time.perf_counter()
    while _is_anything_due():
        send_due_deliveries(endpoint)
    delivered = time.perf_counter() - posted
    with transaction():
        assert session().scalar(ARRIVED) == sizes.messages, "Every message arrives."
    return {POSTED: sizes.messages / (posted - began), DELIVERED: sizes.messages / delivered}


def _post_all(url: str, messages: int) -> None:
    with urllib3.PoolManager() as pool:
        for number in range(messages):
            answer = pool.request("POST", url, body=BODY % number, headers={"Content-Type": "application/json"})
            assert answer.status == 204, answer.status


def _is_anything_due() -> bool:
    with transaction():
        return bool(session().scalar(text("select exists (select from delivery where state = 'due')")))


@contextmanager
def run_receiver() -> Iterator[str]:
    """The address of a receiver that answers 204 to everything, in a process of its own, for the block."""
    with socket.create_server(("127.0.0.1", 0), backlog=128) as listener:
        receiver = multiprocessing.get_context("fork").Process(target=_answer_callers, args=(listener,), daemon=True)
        receiver.start()
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}/hooks"
        finally:
            receiver.kill()
            receiver.join()


def _answer_callers(listener: socket.socket) -> None:
    while True:
        connection, _ = listener.accept()
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        Thread(target=_answer_caller, args=(connection,), daemon=True).start()


def _answer_caller(connection: socket.socket) -> None:
    with connection, connection.makefile("rb") as sent:
        length = 0
        while line := sent.readline():
            if line.lower().startswith(b"content-length:"):
                length = int(line.split()[1])
            elif line == b"\r\n":
                sent.read(length)
                connection.sendall(b"HTTP/1.1 204 No Content\r\n\r\n")
