"""Permissions: each route names one, and the gate checks it against the table of roles before anything is read or written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from flask import Flask, current_app, g, request

from app.kernel.errors import Forbidden, Unauthorised

View = TypeVar("View", bound=Callable[..., Any])

PUBLIC = "public"


@dataclass(frozen=True)
class Principal:
    """The caller: a person, a machine with scopes, or neither."""

    person_id: int | None = None
    grants: frozenset[str] = field(default_factory=frozenset)
    source: str | None = None

    @property
    def is_authenticated(self) -> bool:
        """Whether the caller was recognised, as a person or as a machine."""
        return self.person_id is not None or self.source is not None


@dataclass(frozen=True)
class AccessPolicy:
    """How callers are recognised, and the table: each permission with the roles and scopes that have it."""

    identify: Callable[[], Principal]
    table: Mapping[str, frozenset[str]]


def require_permission(permission: str) -> Callable[[View], View]:
    """Require a permission for a view; the application does not start with a view that has none."""

    def attach_permission(view: View) -> View:
        view.__dict__["permission"] = permission
        return view

    return attach_permission


def skip_csrf_check(view: View) -> View:
    """Accept this form without the CSRF token of our pages: its secret address is the permission, as in an e-mail."""
    view.__dict__["skips_csrf_check"] = True
    return view


def enforce_route_permissions(app: Flask, gate: AccessPolicy) -> None:
    """Put the gate in front of every route of `app`."""
    app.extensions["gate"] = gate
    app.before_request(_check_caller_permission)


def check_route_permissions(app: Flask) -> None:
    """Stop the start when a route names no permission, or one that is not in the table."""
    gate: AccessPolicy = app.extensions["gate"]
    for endpoint in app.view_functions:
        permission = find_route_permission(app, endpoint)
        assert permission, f"The route {endpoint} names no permission: add @require_permission."
        assert permission == PUBLIC or permission in gate.table, f"No row in the table of roles for {permission}."


def find_route_permission(app: Flask, endpoint: str) -> str | None:
    """The permission that a route requires; None when it names none."""
    if endpoint == "static" or endpoint.endswith(".static"):
        return PUBLIC
    return getattr(app.view_functions[endpoint], "permission", None)


def current_principal() -> Principal:
    """The caller of the request, recognised once."""
    if "principal" not in g:
        g.principal = current_app.extensions["gate"].identify()
    principal: Principal = g.principal
    return principal


def get_current_person_id() -> int:
    """The id of the signed-in person; Unauthorised when the caller is a machine or was not recognised."""
    person_id = current_principal().person_id
    if person_id is None:
        raise Unauthorised("Sign in first.")
    return person_id


def has_permission(permission: str) -> bool:
    """Whether the caller has `permission`."""
    gate: AccessPolicy = current_app.extensions["gate"]
    return permission == PUBLIC or bool(current_principal().grants & gate.table[permission])


def _check_caller_permission() -> None:
    if request.endpoint is None:
        return
    permission = find_route_permission(current_app, request.endpoint)
    if permission is not None and has_permission(permission):
        return
    if current_principal().is_authenticated:
        raise Forbidden("This is not open to you.")
    raise Unauthorised("Sign in, or send a token that this address accepts.")
