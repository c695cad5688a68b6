"""A receiver of webhooks as a customer would write one: a real HTTP server that verifies every signature with their library."""

from __future__ import annotations

import json
import socket
import ssl
import threading
from collections import deque
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Self

from standardwebhooks.webhooks import Webhook, WebhookVerificationError


@dataclass(frozen=True)
class Reply:
    """How the receiver answers one message, and how long it thinks first."""

    status: int = 204
    headers: dict[str, str] = field(default_factory=dict)
    after: float = 0.0


@dataclass(frozen=True)
class Received:
    """One message as it came in, and how it was answered."""

    path: str
    headers: dict[str, str]
    body: bytes
    status: int

    @property
    def message_id(self) -> str:
        """What names the message over all its tries."""
        return self.headers["webhook-id"]

    @property
    def event(self) -> dict[str, object]:
        """The message, read."""
        event: dict[str, object] = json.loads(self.body)
        return event

    @property
    def details(self) -> dict[str, object]:
        """What the event tells."""
        details = self.event["data"]
        assert isinstance(details, dict)
        return details

    def verifies(self, secret: str) -> bool:
        """Whether the library accepts the signature with this secret."""
        try:
            Webhook(secret).verify(self.body, self.headers)
        except WebhookVerificationError:
            return False
        return True


class Doors(ThreadingHTTPServer):
    """A server whose queue is long enough for everybody who comes at once; it keeps the connections that were opened."""

    request_queue_size = 128
    daemon_threads = True

    def __init__(self, address: tuple[str, int], desk: type[BaseHTTPRequestHandler]) -> None:
        super().__init__(address, desk)
        self.connections: list[socket.socket] = []

    def verify_request(self, request: socket.socket | tuple[bytes, socket.socket], client_address: object) -> bool:
        """Remember the connection, and let it in."""
        assert isinstance(request, socket.socket), "Messages come over TCP."
        self.connections.append(request)
        return super().verify_request(request, client_address)


class Receiver:
    """Listens on a free port for the block. Once it knows secrets, what none of them signed is answered 401."""

    def __init__(self, *, tls: ssl.SSLContext | None = None, keeps_connections: bool = False) -> None:
        self.received: list[Received] = []
        self.reply = Reply()
        self._next: deque[Reply] = deque()
        self._secrets: list[str] = []
        self._changed = threading.Condition()
        self._is_released = threading.Event()
        self._server = Doors(("127.0.0.1", 0), _desk_of(self, "HTTP/1.1" if keeps_connections else "HTTP/1.0"))
        if tls is not None:
            self._server.socket = tls.wrap_socket(self._server.socket, server_side=True)
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01})
        self._scheme = "http" if tls is None else "https"

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self._server.server_address[1])

    @property
    def url(self) -> str:
        """Its address."""
        return f"{self._scheme}://127.0.0.1:{self.port}/hooks"

    @property
    def accepted(self) -> list[Received]:
        """What it took in: verified where it knows secrets, and answered 2xx."""
        return [received for received in self.received if 200 <= received.status < 300]

    @property
    def connections(self) -> int:
        """How many connections were opened."""
        return len(self._server.connections)

    def hang_up(self) -> None:
        """Close every connection, as a server does with idle ones."""
        for connection in self._server.connections:
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)

    def trust(self, *secrets: str) -> None:
        """Take in only what one of these secrets signed."""
        self._secrets = list(secrets)

    def answer_next(self, *replies: Reply) -> None:
        """Answer the next messages so, then as before."""
        self._next.extend(replies)

    def wait_for(self, count: int, *, within: float = 60.0) -> list[Received]:
        """What came in, once that is so many messages; the test fails when they do not come."""
        with self._changed:
            arrived = self._changed.wait_for(lambda: len(self.received) >= count, within)
        assert arrived, f"{len(self.received)} messages came, {count} were expected."
        return self.received

    def release(self) -> None:
        """Answer at once from now on, also what waits for its answer."""
        self._is_released.set()

    def take_in(self, path: str, headers: dict[str, str], body: bytes) -> Reply:
        """Answer one message, and remember it."""
        with self._changed:
            reply = self._next.popleft() if self._next else self.reply
            received = Received(path, headers, body, reply.status)
            if self._secrets and not any(received.verifies(secret) for secret in self._secrets):
                reply = Reply(401)
                received = Received(path, headers, body, reply.status)
            self.received.append(received)
            self._changed.notify_all()
        self._is_released.wait(reply.after)
        return reply

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, raised: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


def _desk_of(receiver: Receiver, protocol: str) -> type[BaseHTTPRequestHandler]:
    class Desk(BaseHTTPRequestHandler):
        """Hands every POST to the receiver."""

        protocol_version = protocol

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            headers = {name.lower(): text for name, text in self.headers.items()}
            reply = receiver.take_in(self.path, headers, body)
            self.send_response(reply.status)
            for name, text in reply.headers.items():
                self.send_header(name, text)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is the library's
            """Say nothing."""

    return Desk
