"""The Flask application: one request is one transaction, and a lost database is a 503 that heals."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import orjson
from flask import Flask, Response, current_app, get_template_attribute
from flask.json.provider import JSONProvider
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException
from werkzeug.routing import IntegerConverter, Map

from app.kernel.cookies import KeptCookies
from app.kernel.database import STANDBY
from app.kernel.number_arrays import register_number_lists
from app.kernel.pool import EVENTS
from app.kernel.settings import Settings
from app.kernel.standby.choice import answer_from_standby_or_primary, raise_floor_after_act, refuse_fault_of_standby
from app.kernel.transaction import roll_back, transaction

LARGEST_ID = 2**63 - 1
"""The largest `bigint` of PostgreSQL."""


class IdConverter(IntegerConverter):
    """A number in an address, at most as large as the database's ids: nothing has a larger one, so it is an unknown address."""

    def __init__(self, url_map: Map) -> None:
        super().__init__(url_map, max=LARGEST_ID)


CONNECTION: dict[str, Any] = {
    "connect_timeout": 3,
    "keepalives_idle": 2,
    "keepalives_interval": 1,
    "keepalives_count": 3,
    "tcp_user_timeout": 5_000,
    "options": "-c timezone=UTC -c jit=off -c tcp_keepalives_idle=2 -c tcp_keepalives_interval=1 -c tcp_keepalives_count=3 -c tcp_user_timeout=5000",
}
"""How PostgreSQL is reached. Both ends give up a silent connection after five seconds: the locks of a host whose network went down become free.

Without `jit=off`, which is no server's default, PostgreSQL compiles the long statements of readers each time they run: ten seconds for
one that then takes a twentieth of a second."""

STANDBY_CONNECTION = CONNECTION | {
    "connect_timeout": 1,
    "options": f"{CONNECTION['options']} -c default_transaction_read_only=on",
}
"""How its standby is reached: nothing is written there, and one that does not answer is left alone soon."""


class OrjsonProvider(JSONProvider):
    """JSON by orjson: several times faster than the standard library, and strict about what it writes."""

    def dumps(self, obj: Any, **_: Any) -> str:
        return orjson.dumps(obj, option=orjson.OPT_NON_STR_KEYS).decode()

    def loads(self, s: str | bytes, **_: Any) -> Any:
        return orjson.loads(s)


class Application(Flask):
    """A Flask application whose requests commit when the status is below 400, and leave no trace otherwise."""

    json_provider_class = OrjsonProvider

    def dispatch_request(self) -> ResponseReturnValue:
        with transaction():
            response: Response = self.make_response(super().dispatch_request())
            if response.status_code >= 400:
                roll_back()
        raise_floor_after_act()
        return response

    def full_dispatch_request(self) -> Response:
        """Answer from the standby where that may be."""
        return answer_from_standby_or_primary(super().full_dispatch_request)

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """The function itself: no view and no hook is asynchronous, and to look at each of them takes longer than most hooks."""
        return func

    def handle_user_exception(self, e: Exception) -> HTTPException | ResponseReturnValue:
        """The answer to an error, unless the primary can answer instead."""
        refuse_fault_of_standby(e)
        return super().handle_user_exception(e)


def current_settings() -> Settings:
    """The settings of the current application."""
    settings: Settings = current_app.config["SETTINGS"]
    return settings


def get_extension(name: str) -> Any:
    """The extension of that name in the current application; KeyError when there is none."""
    return current_app.extensions[name]


def get_template_macro(template: str, name: str) -> Callable[..., Any]:
    """A macro of a template that reads nothing of the request but its language."""
    macro: Callable[..., Any] = get_template_attribute(template, name)
    return macro


def build_path(endpoint: str, **values: object) -> str:
    """The path of a page ("/missions/publish"), also outside a request; BuildError for an unknown endpoint or a missing value."""
    return current_app.url_map.bind("localhost").build(endpoint, values)


def build_url(endpoint: str, **values: object) -> str:
    """The full address of a page, below the setting PUBLIC_URL."""
    return f"{current_settings().public_url}{build_path(endpoint, **values)}"


_ENGINE_OPTIONS: dict[str, Any] = {
    "json_deserializer": orjson.loads,
    "pool_events": EVENTS,
    "pool_use_lifo": True,
    "pool_size": 5,
    "max_overflow": 5,
    "connect_args": CONNECTION,
}


def create_bare_application(settings: Settings) -> Application:
    """An application with its settings, before any feature is plugged in."""
    register_number_lists()
    app = Application("app", static_folder=None, template_folder=None)
    app.url_map.converters["int"] = IdConverter
    app.config.update(
        SETTINGS=settings,
        SECRET_KEY=settings.secret_key,
        SQLALCHEMY_DATABASE_URI=_build_sqlalchemy_url(settings.database_url),
        SQLALCHEMY_ENGINE_OPTIONS=_ENGINE_OPTIONS,
        SQLALCHEMY_BINDS=_build_binds(settings),
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SECURE=settings.secure_cookies,
        SESSION_COOKIE_NAME="passerelle",
        MAX_CONTENT_LENGTH=8 * 1024 * 1024,
    )
    app.session_interface = KeptCookies(app)
    return app


def _build_binds(settings: Settings) -> dict[str | None, str | dict[str, Any]]:
    """The standby beside the database."""
    if settings.standby_url is None:
        return {}
    url = _build_sqlalchemy_url(settings.standby_url)
    return {STANDBY: _ENGINE_OPTIONS | {"url": url, "connect_args": STANDBY_CONNECTION}}


def _build_sqlalchemy_url(url: str) -> str:
    _, separator, rest = url.partition("://")
    return f"postgresql+psycopg{separator}{rest}"
