"""The OpenAPI document: what flask-smorest gathered, and the permission of each operation, read from the table of roles."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from flask import Flask, current_app, jsonify, request
from flask.typing import ResponseReturnValue
from flask_smorest import Api
from flask_smorest.spec.plugins import FlaskPlugin

from app.kernel.access import PUBLIC, find_route_permission, require_permission
from app.kernel.errors import get_status_title

DOCUMENT_PATH = "/api/v1/openapi.json"

SCHEMES: dict[str, dict[str, str]] = {
    "bearer": {
        "type": "http",
        "scheme": "bearer",
        "description": "A service token, or the token that a person made for a program of their own; the scopes it needs are named beside it.",
    },
    "session": {"type": "apiKey", "in": "cookie", "name": "passerelle", "description": "A person who is signed in."},
}
IDEMPOTENCY_KEY: dict[str, Any] = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "description": "Sent again under the same key within a day, the same request acts once and gets the first answer.",
    "schema": {"type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[ -~]+$"},
    "example": "8e03978e-40d5-43e8-bc93-6894a57f9324",
}
UNUSED_SCHEMA = "PaginationMetadata"
"""What flask-smorest adds for pages by number; ours are by cursor."""
REFUSALS = {
    "401": ("Unauthorised", "Nobody has said who is asking, or the token is not, or no longer, one of ours."),
    "403": ("Forbidden", "Known, and not allowed."),
}

BAD_REQUEST = ("BadRequest", "There is nothing there, or the request cannot be read.")

REFUSALS_OF_KEYS = {
    "409": ("Conflict", "The state of things refuses it, or the first request under its key is not finished."),
    "422": ("Invalid", "What was sent cannot be read, or its key was sent with another request."),
}


def register_document(app: Flask, api: Api) -> None:
    """Serve the document at its address, to every caller."""
    for name, scheme in SCHEMES.items():
        api.spec.components.security_scheme(name, scheme)
    for name, sentence in (*REFUSALS.values(), *REFUSALS_OF_KEYS.values(), BAD_REQUEST):
        content = {api.PROBLEM: {"schema": api.ERROR_SCHEMA}}
        api.spec.components.response(name, {"description": sentence, "content": content})
    app.add_url_rule(DOCUMENT_PATH, "openapi", _show_document)


@require_permission(PUBLIC)
def _show_document() -> ResponseReturnValue:
    response = jsonify(build_document(current_app))
    response.add_etag()
    return response.make_conditional(request)


def build_document(app: Flask) -> dict[str, Any]:
    """The whole document; built once, after every feature was plugged in."""
    if "openapi" not in app.extensions:
        spec: dict[str, Any] = app.extensions["api"].spec.to_dict()
        _describe_shared_responses(spec["components"]["responses"])
        spec["components"]["schemas"].pop(UNUSED_SCHEMA, None)
        for rule in app.url_map.iter_rules():
            operations = spec["paths"].get(FlaskPlugin.flaskpath2openapi(rule.rule), {})
            for method in operations.keys() & {name.lower() for name in rule.methods or ()}:
                _add_permission_to_operation(app, rule.endpoint, operations[method])
        app.extensions["openapi"] = spec
    document: dict[str, Any] = app.extensions["openapi"]
    return document


def _describe_shared_responses(responses: dict[str, Any]) -> None:
    """Describe each shared response by the name that we give its status; they are kept under Python's own names."""
    for status in HTTPStatus:
        if status.name in responses:
            responses[status.name]["description"] = get_status_title(status)


def _add_permission_to_operation(app: Flask, endpoint: str, operation: dict[str, Any]) -> None:
    operation.setdefault("operationId", endpoint.rpartition(".")[2])
    permission = find_route_permission(app, endpoint) or PUBLIC
    operation["security"] = (
        [] if permission == PUBLIC else _build_security_requirements(app.extensions["gate"].table[permission])
    )
    if app.view_functions[endpoint].__dict__.get("acts_once"):
        _describe_idempotency(operation)
    if permission == PUBLIC:
        operation["responses"] = {"4XX": {"$ref": f"#/components/responses/{BAD_REQUEST[0]}"}} | operation["responses"]
    else:
        refusals = {status: {"$ref": f"#/components/responses/{name}"} for status, (name, _) in REFUSALS.items()}
        operation["responses"] = refusals | operation["responses"]


def _describe_idempotency(operation: dict[str, Any]) -> None:
    """Describe the header by which a request may be sent again, and its refusals."""
    others = [parameter for parameter in operation.get("parameters", ()) if parameter != IDEMPOTENCY_KEY]
    operation["parameters"] = [*others, IDEMPOTENCY_KEY]
    for status, (name, _) in REFUSALS_OF_KEYS.items():
        operation["responses"].setdefault(status, {"$ref": f"#/components/responses/{name}"})


def _build_security_requirements(grants: frozenset[str]) -> list[dict[str, list[str]]]:
    scopes = sorted(grant.removeprefix("scope:") for grant in grants if grant.startswith("scope:"))
    people: list[dict[str, list[str]]] = (
        [{"session": []}] if any(not grant.startswith("scope:") for grant in grants) else []
    )
    return people + ([{"bearer": scopes}] if scopes else [])
