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
    def is_known(self) -> bool:
        """Whether the caller was recognised, as a person or as a machine."""
        return self.person_id is not None or self.source is not None


@dataclass(frozen=True)
class Gate:
    """How callers are recognised, and the table: each permission with the roles and scopes that have it."""

    identify: Callable[[], Principal]
    table: Mapping[str, frozenset[str]]


def require_permission(permission: str) -> Callable[[View], View]:
    """Require a permission for a view; the application does not start with a view that has none."""

    def mark_view(view: View) -> View:
        view.__dict__["permission"] = permission
        return view

    return mark_view


def skip_form_proof(view: View) -> View:
    """Accept this form without the CSRF token of our pages: its secret address is the permission, as in an e-mail."""
    view.__dict__["skips_form_proof"] = True
    return view


def guard_routes(app: Flask, gate: Gate) -> None:
    """Put the gate in front of every route of `app`."""
    app.extensions["gate"] = gate
    app.before_request(_check_permission)


def check_routes(app: Flask) -> None:
    """Stop the start when a route names no permission, or one that is not in the table."""
    gate: Gate = app.extensions["gate"]
    for endpoint in app.view_functions:
        permission = permission_of(app, endpoint)
        assert permission, f"The route {endpoint} names no permission: add @require_permission."
        assert permission == PUBLIC or permission in gate.table, f"No row in the table of roles for {permission}."


def permission_of(app: Flask, endpoint: str) -> str | None:
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


def current_person_id() -> int:
    """The id of the signed-in person; Unauthorised when the caller is a machine or was not recognised."""
    person_id = current_principal().person_id
    if person_id is None:
        raise Unauthorised("Sign in first.")
    return person_id


def has_permission(permission: str) -> bool:
    """Whether the caller has `permission`."""
    gate: Gate = current_app.extensions["gate"]
    return permission == PUBLIC or bool(current_principal().grants & gate.table[permission])


def _check_permission() -> None:
    if request.endpoint is None:
        return
    permission = permission_of(current_app, request.endpoint)
    if permission is not None and has_permission(permission):
        return
    if current_principal().is_known:
        raise Forbidden("This is not open to you.")
    raise Unauthorised("Sign in, or send a token that this address accepts.")
