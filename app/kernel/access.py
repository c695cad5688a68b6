"""Who may: each route names a permission, one gate asks the table of roles before anything is read or written."""

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
    """Who is asking: a person, a machine with scopes, or nobody."""

    person_id: int | None = None
    grants: frozenset[str] = field(default_factory=frozenset)
    source: str | None = None

    @property
    def is_known(self) -> bool:
        """Whether anybody has been recognised, person or machine."""
        return self.person_id is not None or self.source is not None


@dataclass(frozen=True)
class Gate:
    """How the house recognises people, and the table: permission to the roles and scopes that have it."""

    identify: Callable[[], Principal]
    table: Mapping[str, frozenset[str]]


def require_permission(permission: str) -> Callable[[View], View]:
    """Say which permission a view asks for; a view without one stops the start."""

    def mark(view: View) -> View:
        view.__dict__["permission"] = permission
        return view

    return mark


def skip_form_proof(view: View) -> View:
    """Take this form without the proof that a page of ours carries: its address alone says who may, as in an e-mail."""
    view.__dict__["skips_form_proof"] = True
    return view


def guard_routes(app: Flask, gate: Gate) -> None:
    """Put the gate in front of every route of `app`, and refuse to start while one has no rule in the table."""
    app.extensions["gate"] = gate
    app.before_request(_check_permission)


def check_routes(app: Flask) -> None:
    """Stop the start when a route names no permission, or one that the table does not know."""
    gate: Gate = app.extensions["gate"]
    for endpoint in app.view_functions:
        permission = permission_of(app, endpoint)
        assert permission, f"The route {endpoint} names no permission: add @require_permission."
        assert permission == PUBLIC or permission in gate.table, f"No row in the table of roles for {permission}."


def permission_of(app: Flask, endpoint: str) -> str | None:
    """The permission that a route asks for."""
    if endpoint == "static" or endpoint.endswith(".static"):
        return PUBLIC
    return getattr(app.view_functions[endpoint], "permission", None)


def current_principal() -> Principal:
    """Who is asking, recognised once a request."""
    if "principal" not in g:
        g.principal = current_app.extensions["gate"].identify()
    principal: Principal = g.principal
    return principal


def current_person_id() -> int:
    """The id of the signed-in person; Unauthorised when nobody, or a machine, is asking."""
    person_id = current_principal().person_id
    if person_id is None:
        raise Unauthorised("Sign in first.")
    return person_id


def has_permission(permission: str) -> bool:
    """Whether whoever is asking has `permission`."""
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
