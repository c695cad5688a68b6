"""The signed cookie of a session: what it holds is checked and read once a minute by each process, not with every request."""

from __future__ import annotations

from copy import deepcopy
from functools import lru_cache, partial
from typing import Any

from flask import Flask, Request
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface
from itsdangerous import BadSignature

from app.kernel import clock

MAX_KEPT = 4_096
"""Cookies whose content one process keeps."""
SECONDS_KEPT = 60
PLAIN = (str, int, type(None))
"""Values that nobody can change."""


class KeptCookies(SecureCookieSessionInterface):
    """Flask's sessions. A cookie is its own content: the same text always says the same, until it is too old."""

    def __init__(self, app: Flask) -> None:
        self._read_kept = lru_cache(MAX_KEPT)(partial(self._read, app))

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession:
        """The session of a request; an empty one where its cookie is missing, not signed by us or too old."""
        cookie = request.cookies.get(self.get_cookie_name(app))
        if not cookie:
            return self.session_class()
        try:
            content = self._read_kept(cookie, int(clock.now().timestamp() // SECONDS_KEPT))
        except BadSignature:
            return self.session_class()
        return self.session_class(
            {name: value if isinstance(value, PLAIN) else deepcopy(value) for name, value in content.items()}
        )

    def _read(self, app: Flask, cookie: str, _: int) -> dict[str, Any]:
        serializer = self.get_signing_serializer(app)
        assert serializer is not None, "SECRET_KEY is a setting that must be there."
        content: dict[str, Any] = serializer.loads(cookie, max_age=int(app.permanent_session_lifetime.total_seconds()))
        return content
