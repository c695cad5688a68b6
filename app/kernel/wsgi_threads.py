"""Runs a WSGI application (PEP 3333) in threads of its own, for requests whose body is there already."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from typing import Any
from urllib.parse import unquote_to_bytes

AsgiSend = Callable[[dict[str, Any]], Awaitable[None]]
Wsgi = Callable[..., Iterable[bytes]]
Answer = tuple[int, list[tuple[bytes, bytes]], bytes]


class WsgiThreads:
    """So many threads, each of which answers one request at a time; the others wait in their order."""

    def __init__(self, application: Wsgi, threads: int) -> None:
        self._application = application
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="request")

    async def answer(self, scope: Mapping[str, Any], body: bytes, length: int, send: AsgiSend) -> None:
        """Answer a request; `length` is that of the body, which may be larger than what was read of it."""
        environ = build_environ(scope, body, length)
        loop = asyncio.get_running_loop()
        status, headers, content = await loop.run_in_executor(self._pool, self._call_application, environ)
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": content})

    def _call_application(self, environ: dict[str, Any]) -> Answer:
        started: list[tuple[str, list[tuple[str, str]]]] = []

        def start_response(status: str, headers: list[tuple[str, str]], _: object = None) -> None:
            started[:] = [(status, headers)]

        parts = self._application(environ, start_response)
        try:
            content = b"".join(parts)
        finally:
            close = getattr(parts, "close", None)
            if close is not None:
                close()
        (status, headers), *_ = started
        return (
            int(status.split(" ", 1)[0]),
            [(n.lower().encode("latin-1"), v.encode("latin-1")) for n, v in headers],
            content,
        )


def build_environ(scope: Mapping[str, Any], body: bytes, length: int) -> dict[str, Any]:
    """The environ of a request of ASGI."""
    server, client = scope.get("server") or ("localhost", 80), scope.get("client") or ("", 0)
    return {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": scope.get("root_path", ""),
        "PATH_INFO": unquote_to_bytes(scope["raw_path"]).decode("latin-1"),
        "QUERY_STRING": scope["query_string"].decode("latin-1"),
        "SERVER_NAME": server[0],
        "SERVER_PORT": str(server[1]),
        "SERVER_PROTOCOL": f"HTTP/{scope.get('http_version', '1.1')}",
        "REMOTE_ADDR": client[0],
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.get("scheme", "http"),
        "wsgi.input": BytesIO(body),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
        **dict(_iterate_header_variables(scope["headers"])),
        "CONTENT_LENGTH": str(length),
    }


def _iterate_header_variables(headers: Iterable[tuple[bytes, bytes]]) -> Iterator[tuple[str, str]]:
    """The headers as variables; several of one name are joined. One with an underscore could pass for another, and is left out."""
    joined: dict[str, list[str]] = {}
    for name, value in headers:
        if b"_" not in name:
            joined.setdefault(name.decode("latin-1").upper().replace("-", "_"), []).append(value.decode("latin-1"))
    joined.pop("TRANSFER_ENCODING", None)
    for title, values in joined.items():
        variable = title if title == "CONTENT_TYPE" else f"HTTP_{title}"
        yield variable, ("; " if title == "COOKIE" else ",").join(values)
