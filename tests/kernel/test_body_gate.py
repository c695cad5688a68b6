"""The gate before the application: bodies are whole, bounded and timed, and the application gets what WSGI promises."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from app.kernel.body_gate import BodyGate
from app.kernel.wsgi_threads import WsgiThreads

MOST = 1000


def echo(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    """Answers with what it was given."""
    start_response("200 OK", [("Content-Type", "text/plain"), ("Set-Cookie", "a=1"), ("Set-Cookie", "b=2")])
    words = (environ["PATH_INFO"], environ["CONTENT_LENGTH"], environ.get("HTTP_COOKIE", ""), environ["REMOTE_ADDR"])
    return [" ".join(words).encode("latin-1"), b" ", environ["wsgi.input"].read()]


def ask(
    *parts: bytes, path: bytes = b"/x", ends: bool = True, headers: Iterable[tuple[bytes, bytes]] = ()
) -> list[dict[str, Any]]:
    """What is sent to a caller who sends these parts, and then nothing more, or goes on waiting."""
    sent: list[dict[str, Any]] = []
    messages = [{"type": "http.request", "body": part, "more_body": True} for part in parts]
    if ends:
        messages.append({"type": "http.request", "body": b"", "more_body": False})

    async def receive() -> dict[str, Any]:
        if not messages:
            await asyncio.sleep(30)
        return messages.pop(0)

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "method": "POST",
        "path": path.decode(),
        "raw_path": path,
        "query_string": b"",
        "headers": headers,
        "client": ("9.9.9.9", 1),
    }
    gate = BodyGate(WsgiThreads(echo, 1), most=MOST, live_path="/livez", longest_pause=0.05)
    with ThreadPoolExecutor(1) as aside:  # Where a browser is open, this thread has a loop that runs.
        aside.submit(lambda: asyncio.run(gate(scope, receive, send))).result()
    return sent


def test_a_body_arrives_whole_with_its_length() -> None:
    start, body = ask(
        b"one ", b"two", path=b"/%C3%A9%2Fx", headers=[(b"cookie", b"a=1"), (b"cookie", b"b=2"), (b"x_real", b"no")]
    )
    assert start["status"] == 200
    assert [value for name, value in start["headers"] if name == b"set-cookie"] == [b"a=1", b"b=2"]
    assert body["body"] == "/é/x 7 a=1; b=2 9.9.9.9 one two".encode()


def test_a_body_that_pauses_is_answered_408_and_the_connection_ends() -> None:
    start, body = ask(b"half", ends=False)
    assert start["status"] == 408
    assert (b"connection", b"close") in start["headers"]
    assert b"did not arrive in time" in body["body"]


@pytest.mark.parametrize("headers", [[(b"content-length", b"5000")], []])
def test_a_body_that_is_too_large_is_not_kept_and_the_application_refuses_it(
    headers: list[tuple[bytes, bytes]],
) -> None:
    _, body = ask(*[b"x" * 600] * 3, headers=headers)
    length = int(body["body"].split()[1])
    assert length > MOST


def test_what_does_not_fit_in_memory_is_answered_503(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.kernel.body_gate.ROOM", 10)
    start, _ = ask(b"x" * 11)
    assert start["status"] == 503
    assert (b"retry-after", b"5") in start["headers"]
