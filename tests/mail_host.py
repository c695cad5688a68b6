"""A real SMTP server on this machine for the tests: it takes mail, or misbehaves as it is told."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from app.kernel.mail_server import MailServer

ACCEPTED = "250 OK"
DIE = "die"
"""Told instead of an answer: the server has the whole message and closes without a word."""


@dataclass
class MailHost:
    """Takes every message, unless the next answers were said. `after` seconds pass before each answer to a message."""

    after: float = 0.0
    to_recipient: list[str] = field(default_factory=list)
    to_message: list[str] = field(default_factory=list)
    received: list[EmailMessage] = field(default_factory=list)
    accepted: list[EmailMessage] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    async def take_recipient(
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        answer = self.to_recipient.pop(0) if self.to_recipient else ACCEPTED
        if answer == ACCEPTED:
            envelope.rcpt_tos.append(address)
        return answer

    async def take_message(self, server: SMTP, _session: Session, envelope: Envelope) -> str:
        assert isinstance(envelope.content, bytes)
        message = message_from_bytes(envelope.content, policy=policy.default)
        with self._lock:
            self.received.append(message)
            answer = self.to_message.pop(0) if self.to_message else ACCEPTED
        await asyncio.sleep(self.after)
        if answer == DIE:
            assert isinstance(server.transport, asyncio.Transport)
            server.transport.abort()
            return ACCEPTED
        if answer == ACCEPTED:
            self.accepted.append(message)
        return answer

    handle_RCPT, handle_DATA = take_recipient, take_message  # noqa: N815 - names that aiosmtpd looks for

    def wait_for(self, count: int, within: float = 120.0) -> None:
        """Until so many messages were received whole, answered or not."""
        ends = time.monotonic() + within
        while len(self.received) < count:
            assert time.monotonic() < ends, f"{len(self.received)} messages of {count}"
            time.sleep(0.01)


@dataclass(frozen=True)
class Host:
    """The server and how settings name it."""

    host: MailHost
    server: MailServer


class _Controller(Controller):
    """One that listens on whichever port is free."""

    def _trigger_server(self) -> None:
        assert isinstance(self.server, asyncio.Server)
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()  # type: ignore[no-untyped-call]  # aiosmtpd types only some of itself


@contextmanager
def running_host(**more: Any) -> Iterator[Host]:
    """One server, for as long as the block lasts; `more` is said to aiosmtpd."""
    with _running_controller(**more) as controller:
        yield _host_of(controller)


@pytest.fixture(scope="session")
def mail_controller() -> Iterator[_Controller]:
    """One server for the test process: settings that name it stay the same, and so does the application of them."""
    with _running_controller() as controller:
        yield controller


@pytest.fixture
def host(mail_controller: _Controller) -> Host:
    """A mail server that nobody has written to."""
    mail_controller.handler = MailHost()
    return _host_of(mail_controller)


@pytest.fixture
def taken(host: Host) -> MailHost:
    """What that server takes, and how it answers."""
    return host.host


@contextmanager
def _running_controller(**more: Any) -> Iterator[_Controller]:
    controller = _Controller(MailHost(), hostname="127.0.0.1", port=0, **more)
    controller.start()
    try:
        yield controller
    finally:
        controller.stop()


def _host_of(controller: _Controller) -> Host:
    return Host(controller.handler, MailServer("127.0.0.1", controller.port))
