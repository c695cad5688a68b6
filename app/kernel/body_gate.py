"""Stands before the application, on the event loop: bodies are read whole, bounded and timed, before a request takes a thread."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, MutableMapping
from http import HTTPStatus
from typing import Any

import orjson

from app.kernel.errors import problem_document
from app.kernel.wsgi_threads import AsgiSend, WsgiThreads

LONGEST_PAUSE = 10.0
"""Seconds between two parts of a body."""

LONGEST_BODY = 120.0
"""Seconds for a whole body: eight megabytes over a slow line."""

ROOM = 128 * 1024 * 1024
"""Bytes of bodies that a process holds at once."""

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]


class _BodyRefused(Exception):
    """The body is not waited for any longer."""

    def __init__(self, status: HTTPStatus, detail: str) -> None:
        super().__init__(detail)
        self.status, self.detail = status, detail


class _CallerGone(Exception):
    """Nobody waits for the answer."""


class BodyGate:
    """An ASGI application around a WSGI one.

    A body larger than `most` is not read: the application gets its length, and refuses it. `live_path` is answered here, so that it
    answers also when every thread is taken.
    """

    def __init__(
        self, threads: WsgiThreads, *, most: int, live_path: str, longest_pause: float = LONGEST_PAUSE
    ) -> None:
        self._threads, self._most, self._longest_pause = threads, most, longest_pause
        self._live_path = live_path
        self._bytes_in_memory = 0

    async def __call__(self, scope: Scope, receive: Receive, send: AsgiSend) -> None:
        if scope["type"] == "lifespan":
            await _follow_lifespan(receive, send)
        elif scope["type"] == "http":
            await self._answer(scope, receive, send)

    async def _answer(self, scope: Scope, receive: Receive, send: AsgiSend) -> None:
        if scope["path"] == self._live_path and scope["method"] in ("GET", "HEAD"):
            await _send_json(send, HTTPStatus.OK, {"status": "alive"}, (b"content-type", b"application/json"))
            return
        body = bytearray()
        try:
            async with asyncio.timeout(LONGEST_BODY):
                length = await self._read_body(scope, receive, body)
            await self._threads.answer(scope, bytes(body), length, send)
        except _CallerGone:
            return
        except TimeoutError:
            await _send_problem(send, HTTPStatus.REQUEST_TIMEOUT, "The body did not arrive in time.")
        except _BodyRefused as refused:
            await _send_problem(send, refused.status, refused.detail)
        finally:
            self._bytes_in_memory -= len(body)

    async def _read_body(self, scope: Scope, receive: Receive, body: bytearray) -> int:
        """Read the body into `body`; returns its length, or one that is too large as soon as it is certain."""
        announced = next((int(value) for name, value in scope["headers"] if name == b"content-length"), 0)
        if announced > self._most:
            return announced
        while True:
            message = await asyncio.wait_for(receive(), self._longest_pause)
            if message["type"] == "http.disconnect":
                raise _CallerGone
            self._take_part(body, message.get("body", b""))
            if len(body) > self._most:
                return len(body)
            if not message.get("more_body", False):
                return len(body)

    def _take_part(self, body: bytearray, part: bytes) -> None:
        if self._bytes_in_memory + len(part) > ROOM:
            raise _BodyRefused(HTTPStatus.SERVICE_UNAVAILABLE, "Too much is being sent at once: try again in a moment.")
        body += part
        self._bytes_in_memory += len(part)


async def _follow_lifespan(receive: Receive, send: AsgiSend) -> None:
    while True:
        message = await receive()
        await send({"type": f"{message['type']}.complete"})
        if message["type"] == "lifespan.shutdown":
            return


async def _send_problem(send: AsgiSend, status: HTTPStatus, detail: str) -> None:
    """Answer and close: what is still under way of the body is not read."""
    document = problem_document(status, detail, ())
    kind = (b"content-type", b"application/problem+json")
    await _send_json(send, status, document, kind, (b"connection", b"close"), (b"retry-after", b"5"))


async def _send_json(send: AsgiSend, status: HTTPStatus, content: object, *headers: tuple[bytes, bytes]) -> None:
    body = orjson.dumps(content)
    length = (b"content-length", b"%d" % len(body))
    fixed = [length, (b"cache-control", b"no-store")]
    await send({"type": "http.response.start", "status": int(status), "headers": [*fixed, *headers]})
    await send({"type": "http.response.body", "body": body})
