"""The cookie of a session: kept once it is read, and no request changes what another one reads in it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import session as cookie
from flask.sessions import SecureCookieSessionInterface

from app.kernel.application import Application


def _sign(app: Application, content: dict[str, object], by: str | None = None) -> dict[str, str]:
    key, app.secret_key = app.secret_key, by or app.secret_key
    serializer = SecureCookieSessionInterface().get_signing_serializer(app)
    app.secret_key = key
    assert serializer is not None
    return {"Cookie": f"{app.config['SESSION_COOKIE_NAME']}={serializer.dumps(content)}"}


def test_what_one_request_changes_is_not_in_the_cookie_of_the_next(bare_app: Application) -> None:
    headers = _sign(bare_app, {"person": 7, "said": ["one"]})
    for _ in range(2):
        with bare_app.test_request_context(headers=headers):
            assert dict(cookie) == {"person": 7, "said": ["one"]}
            assert not cookie.modified
            cookie["said"].append("two")
            cookie["person"] = 8


def test_a_cookie_that_is_not_ours_says_nothing(bare_app: Application) -> None:
    for headers in (_sign(bare_app, {"person": 7}, by="another key"), {"Cookie": "passerelle=nothing"}, {}):
        for _ in range(2):
            with bare_app.test_request_context(headers=headers):
                assert not cookie


def test_a_cookie_that_is_too_old_says_nothing(bare_app: Application, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(bare_app.config, "PERMANENT_SESSION_LIFETIME", timedelta(seconds=-1))
    with bare_app.test_request_context(headers=_sign(bare_app, {"person": 7})):
        assert not cookie
