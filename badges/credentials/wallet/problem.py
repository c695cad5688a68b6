"""Errors as Open Badges words them: an Imsx_StatusInfo in place of a problem document."""

from __future__ import annotations

from http import HTTPStatus

from app.kernel.schema import JsonObject

REASONS = {
    HTTPStatus.BAD_REQUEST: "invalid_query_parameter",
    HTTPStatus.UNAUTHORIZED: "unauthorizedrequest",
    HTTPStatus.FORBIDDEN: "forbidden",
    HTTPStatus.NOT_FOUND: "not_found",
    HTTPStatus.METHOD_NOT_ALLOWED: "not_allowed",
    HTTPStatus.INTERNAL_SERVER_ERROR: "internal_server_error",
    HTTPStatus.SERVICE_UNAVAILABLE: "server_busy",
}
"""The closed list of the standard, by the status that comes with each."""

PROBLEM_SCHEMA = {
    "type": "object",
    "required": ["imsx_codeMajor", "imsx_severity"],
    "properties": {name: {"type": "string"} for name in ("imsx_codeMajor", "imsx_severity", "imsx_description")}
    | {"imsx_codeMinor": {"type": "object"}},
}
"""The shape, for the OpenAPI document."""


def build_wallet_problem(status: HTTPStatus, sentence: str) -> JsonObject:
    """What stands in the way, as a wallet reads it."""
    field = {"imsx_codeMinorFieldName": "passerelle", "imsx_codeMinorFieldValue": REASONS.get(status, "unknown")}
    return {
        "imsx_codeMajor": "failure",
        "imsx_severity": "error",
        "imsx_description": sentence,
        "imsx_codeMinor": {"imsx_codeMinorField": [field]},
    }
