"""The border: one POST to the address that was checked, and nothing a receiver does can hold it or lead it astray."""

from __future__ import annotations

import socket
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from ipaddress import ip_network
from pathlib import Path

import pytest

from app.webhooks.address import AllowedNetworks, resolve_host
from app.webhooks.sender import HttpSender, OutgoingMessage
from tests.receiver import Receiver, Reply

HERE = AllowedNetworks((ip_network("127.0.0.0/8"),), plain_http=True)
TLS = Path(__file__).parent / "tls"


def message(url: str, body: str = "{}") -> OutgoingMessage:
    return OutgoingMessage(1, url, {"webhook-id": "msg_1"}, body)


class Names:
    """A resolver that gives what it is told to, and counts how often it is asked."""

    def __init__(self, *addresses: str) -> None:
        self.addresses = addresses
        self.hosts: list[str] = []

    def __call__(self, host: str, port: int) -> tuple[str, ...]:
        self.hosts.append(host)
        return self.addresses


@contextmanager
def speaking(*, piece: bytes, every: float) -> Iterator[str]:
    """A server that answers one caller a few bytes at a time, for as long as the caller listens."""
    over = threading.Event()

    def speak() -> None:
        line, _ = listener.accept()
        with line:
            while not over.wait(every):
                try:
                    line.sendall(piece)
                except OSError:
                    return

    with socket.create_server(("127.0.0.1", 0)) as listener:
        speaker = threading.Thread(target=speak)
        speaker.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/"
        over.set()
        speaker.join()


def test_a_message_arrives_as_it_was_given(receiver: Receiver) -> None:
    answer = HttpSender(HERE).send_message(message(receiver.url + "?a=1", '{"type": "é"}'))
    assert (answer.status, answer.error) == (204, None)
    (received,) = receiver.received
    assert (received.path, received.body) == ("/hooks?a=1", b'{"type": "\xc3\xa9"}')
    assert received.headers["host"] == f"127.0.0.1:{receiver.port}"
    assert received.headers["content-type"] == "application/json"


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_not_followed(receiver: Receiver, status: int) -> None:
    receiver.answer_next(Reply(status, {"Location": f"{receiver.url}/elsewhere"}))
    assert HttpSender(HERE).send_message(message(receiver.url)).status == status
    assert len(receiver.received) == 1


def test_a_name_is_resolved_once_and_what_was_checked_is_what_is_reached(receiver: Receiver) -> None:
    names = Names("127.0.0.1")
    url = f"http://rse.intranet:{receiver.port}/hooks"
    assert HttpSender(HERE, resolver=names).send_message(message(url)).status == 204
    assert names.hosts == ["rse.intranet"]
    assert receiver.received[0].headers["host"] == f"rse.intranet:{receiver.port}"


def test_a_hidden_address_is_not_even_connected_to(receiver: Receiver) -> None:
    answer = HttpSender(AllowedNetworks(), resolver=Names("127.0.0.1")).send_message(
        message(f"https://hooks.example.com:{receiver.port}/")
    )
    assert answer.status is None
    assert answer.error is not None
    assert "not on the public internet" in answer.error
    assert receiver.received == []


def test_the_next_address_is_tried_when_one_does_not_answer(receiver: Receiver) -> None:
    names = Names("127.0.0.2", "127.0.0.1")
    with socket.create_server(("127.0.0.2", 0)) as closed:
        port = closed.getsockname()[1]
    assert HttpSender(HERE, resolver=names).send_message(message(f"http://rse.intranet:{port}/")).error is not None
    assert HttpSender(HERE, resolver=names).send_message(message(f"http://rse.intranet:{receiver.port}/")).status == 204


def test_names_are_resolved_as_the_system_does() -> None:
    assert "127.0.0.1" in resolve_host("localhost", 443)


def nowhere(host: str, port: int) -> tuple[str, ...]:
    raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")


def test_a_name_without_address_is_an_answer_in_words() -> None:
    answer = HttpSender(HERE, resolver=nowhere).send_message(message("https://nobody.invalid/"))
    assert answer.error == "The name of the address cannot be resolved."


def test_nobody_at_home_is_an_answer_in_words() -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    answer = HttpSender(HERE).send_message(message(f"http://127.0.0.1:{port}/"))
    assert answer.status is None
    assert answer.error is not None


def test_somebody_silent_is_left_in_time(receiver: Receiver) -> None:
    receiver.answer_next(Reply(after=30.0))
    start = time.monotonic()
    answer = HttpSender(HERE, patience=0.3).send_message(message(receiver.url))
    assert answer.error == "No answer within 0.3 seconds."
    assert time.monotonic() - start < 30.0, "Before the answer would have come."


@pytest.mark.parametrize("piece", [b"HTTP/1.1 200 OK\r\nX: y\r\n", b"x"], ids=["endless headers", "endless line"])
def test_somebody_who_never_finishes_is_left_in_time(piece: bytes) -> None:
    start = time.monotonic()
    with speaking(piece=piece, every=0.05) as url:
        answer = HttpSender(HERE, patience=0.5).send_message(message(url))
    assert answer.status in {None, 200}
    assert answer.milliseconds >= 500
    assert time.monotonic() - start < 30


def test_an_endless_answer_is_read_a_little_and_counts() -> None:
    start = time.monotonic()
    with speaking(piece=b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * 100_000, every=0.01) as url:
        assert HttpSender(HERE, patience=60).send_message(message(url)).status == 200
    assert time.monotonic() - start < 30


def test_what_is_not_http_is_an_answer_in_words() -> None:
    with speaking(piece=b"220 smtp.example.com ESMTP\r\n", every=0.01) as url:
        assert HttpSender(HERE, patience=2).send_message(message(url)).status is None


def test_messages_leave_side_by_side_and_answers_keep_their_order(receiver: Receiver) -> None:
    receiver.reply = Reply(after=0.8)
    start = time.monotonic()
    answers = HttpSender(HERE).send_messages_in_parallel(
        [message(receiver.url) for _ in range(6)] + [message("https://nobody.invalid/")]
    )
    assert time.monotonic() - start < 4, "One after the other takes 4.8 seconds."
    assert [answer.status for answer in answers] == [204] * 6 + [None]


class TestHttps:
    """The certificate is asked for by name, though the connection goes to an address."""

    @pytest.fixture
    def receiver(self) -> Iterator[Receiver]:
        server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        server.load_cert_chain(TLS / "hooks.example.com.pem")
        self.asked_for: list[str | None] = []
        server.sni_callback = lambda _line, name, _context: self.asked_for.append(name)
        with Receiver(tls=server) as listening:
            yield listening

    def sender(self) -> HttpSender:
        trusting = ssl.create_default_context(cafile=str(TLS / "authority.pem"))
        return HttpSender(HERE, resolver=Names("127.0.0.1"), tls=trusting)

    def test_the_right_name_is_trusted(self, receiver: Receiver) -> None:
        assert self.sender().send_message(message(f"https://hooks.example.com:{receiver.port}/in")).status == 204
        assert self.asked_for == ["hooks.example.com"]
        assert receiver.received[0].headers["host"] == f"hooks.example.com:{receiver.port}"

    def test_another_name_is_not(self, receiver: Receiver) -> None:
        answer = self.sender().send_message(message(f"https://other.example.com:{receiver.port}/"))
        assert answer.error is not None
        assert "certificate cannot be trusted" in answer.error
        assert receiver.received == []

    def test_an_unknown_authority_is_not(self, receiver: Receiver) -> None:
        strict = HttpSender(HERE, resolver=Names("127.0.0.1"))
        answer = strict.send_message(message(f"https://hooks.example.com:{receiver.port}/"))
        assert answer.error is not None
        assert "certificate cannot be trusted" in answer.error
        assert receiver.received == []
