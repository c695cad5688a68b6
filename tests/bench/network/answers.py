"""Has a request answered as a server has it: in a context of its own, so that nothing of an earlier caller is remembered."""

from __future__ import annotations

from contextlib import nullcontext
from contextvars import Context
from datetime import datetime
from wsgiref.types import WSGIEnvironment

from flask import Flask
from werkzeug.test import run_wsgi_app

from app.kernel import clock


def answer_request(product: Flask, request: WSGIEnvironment, *, at: datetime | None = None) -> bytes:
    """The body of an answer that must be a success, at the moment given or now."""

    def answer() -> tuple[bytes, str]:
        with clock.freeze_at(at) if at else nullcontext():
            body, status, _ = run_wsgi_app(product, request)
            return b"".join(body), status

    body, status = Context().run(answer)
    assert status.startswith("2"), body
    return body
