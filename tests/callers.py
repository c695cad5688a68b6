"""Callers from outside, each with an address of its own on this machine: half-sent bodies, and sign-ins over HTTP."""

from __future__ import annotations

import re
import socket
import ssl
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from http.client import HTTPConnection, HTTPResponse, HTTPSConnection
from urllib.parse import urlencode

PATIENCE = 30.0
"""Seconds that a caller waits for an answer, unless it says otherwise."""
HALF = "POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: {kind}\r\nContent-Length: 200\r\n\r\nhalf="
FORM, JSON = ("/login", "application/x-www-form-urlencoded"), ("/api/v1/activities", "application/json")


@contextmanager
def sending_half_bodies(port: int, count: int, tls: ssl.SSLContext | None = None) -> Iterator[list[socket.socket]]:
    """So many connections that send half a body and wait, by turns a form and the API's."""
    with ExitStack() as opened:
        connections = []
        for number in range(count):
            path, kind = JSON if number % 2 else FORM
            plain = opened.enter_context(socket.create_connection(("127.0.0.1", port), timeout=PATIENCE))
            connection = opened.enter_context(tls.wrap_socket(plain, server_hostname="localhost")) if tls else plain
            connection.sendall(HALF.format(path=path, kind=kind).encode())
            connections.append(connection)
        yield connections


class Caller:
    """A browser without a session, at one address of this machine."""

    def __init__(
        self, port: int, address: str = "127.0.0.1", tls: ssl.SSLContext | None = None, patience: float = PATIENCE
    ) -> None:
        self._port, self._address, self._tls, self._patience = port, (address, 0), tls, patience

    def get_status(self, path: str) -> int:
        """The status of the answer to one GET."""
        return self._ask("GET", path)[0].status

    def sign_in(self, email: str, password: str, **headers: str) -> int:
        """The status of the answer to a sign-in."""
        answer, page = self._ask("GET", "/login")
        token = re.search(r'name="csrf_token" value="([^"]+)"', page)
        assert token is not None, "The page has a form."
        cookie = "; ".join(line.partition(";")[0] for line in answer.headers.get_all("Set-Cookie", []))
        form = urlencode({"csrf_token": token[1], "email": email, "password": password})
        sent = {"Cookie": cookie, "Content-Type": FORM[1], **headers}
        return self._ask("POST", "/login", form, sent)[0].status

    def _ask(
        self, method: str, path: str, body: str | None = None, headers: dict[str, str] | None = None
    ) -> tuple[HTTPResponse, str]:
        if self._tls is None:
            connection = HTTPConnection("127.0.0.1", self._port, self._patience, self._address)
        else:
            connection = HTTPSConnection(
                "localhost", self._port, timeout=self._patience, source_address=self._address, context=self._tls
            )
        try:
            connection.request(method, path, body, {"Accept": "text/html", **(headers or {})})
            answer = connection.getresponse()
            return answer, answer.read().decode()
        finally:
            connection.close()
