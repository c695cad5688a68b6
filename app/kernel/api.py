"""The HTTP API's frame: flask-smorest with OpenAPI 3.1, and errors documented as the problems they are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NoReturn

import marshmallow as ma
from flask import Flask
from flask_smorest import Api, Blueprint

from app.kernel import openapi
from app.kernel.api_rate import limit_api_rate
from app.kernel.errors import Invalid
from app.kernel.json_body import JsonParser
from app.kernel.schema import JsonInt, flatten_field_errors


class ErrorSchema(ma.Schema):
    """One thing wrong: where, and what."""

    pointer = ma.fields.Str(required=True)
    detail = ma.fields.Str(required=True)


class ProblemSchema(ma.Schema):
    """RFC 9457, the shape of every error."""

    type = ma.fields.Str(required=True)
    title = ma.fields.Str(required=True)
    status = ma.fields.Int(required=True)
    detail = ma.fields.Str(required=True)
    errors = ma.fields.List(ma.fields.Nested(ErrorSchema))


class ProblemApi(Api):  # type: ignore[misc]  # flask-smorest is untyped
    """An Api whose errors are application/problem+json, in the document as on the wire."""

    ERROR_SCHEMA = ProblemSchema
    PROBLEM = "application/problem+json"

    def add_schemas_to_document(self, schemas: Mapping[str, dict[str, Any]]) -> None:
        """Add JSON Schemas that are not marshmallow's to the document's components."""
        for name, schema in schemas.items():
            self.spec.components.schema(name, component=schema)

    def describe_webhooks(self, webhooks: Mapping[str, dict[str, Any]]) -> None:
        """Add the messages that we send to the document's webhooks: the name of each with its path item."""
        self.spec.options.setdefault("webhooks", {}).update(webhooks)

    def _register_responses(self) -> None:
        keep: str = Api.DEFAULT_RESPONSE_CONTENT_TYPE
        self.DEFAULT_RESPONSE_CONTENT_TYPE = self.PROBLEM
        try:
            super()._register_responses()
        finally:
            self.DEFAULT_RESPONSE_CONTENT_TYPE = keep

    def _register_error_handlers(self) -> None:
        """Register nothing: `kernel.problems` answers the errors of every route."""


def set_up_api(app: Flask) -> ProblemApi:
    """Create the frame for the JSON blueprints of every feature, and serve its document."""
    app.config.update(
        API_TITLE="Passerelle", API_VERSION="v1", OPENAPI_VERSION="3.1.0", API_SPEC_OPTIONS=_spec_options(app)
    )
    api = ProblemApi(app)
    api.ma_plugin.map_to_openapi_type(JsonInt, "integer", None)
    app.extensions["api"] = api
    openapi.register_document(app, api)
    limit_api_rate(app)
    return api


def get_api(app: Flask) -> ProblemApi:
    """The API of `app`, for a feature that adds to its document."""
    api: ProblemApi = app.extensions["api"]
    return api


def _spec_options(app: Flask) -> dict[str, Any]:
    return {
        "info": {
            "summary": "Missions, badges, leaderboards and reverse mentoring beside an enterprise social network.",
            "description": "What the RSE and other machines say to Passerelle, and read from it. "
            "Moments are RFC 3339, in UTC on the way out. Every error is a problem document (RFC 9457), whose type leads to "
            "what it means. RateLimit says how many requests of the minute are left, and Retry-After when to come back "
            "after a 429. Where an operation takes an Idempotency-Key, the same request may be sent again.",
            "contact": {"name": app.config["SETTINGS"].company, "url": app.config["SETTINGS"].public_url},
            "license": {"name": "MIT", "identifier": "MIT"},
        },
        "servers": [{"url": app.config["SETTINGS"].public_url}],
    }


def _raise_invalid(error: ma.ValidationError, *_: Any, **__: Any) -> NoReturn:
    by_place: dict[str, Any] = dict(error.normalized_messages())  # type: ignore[no-untyped-call]  # marshmallow is untyped there
    errors = [field_error for messages in by_place.values() for field_error in flatten_field_errors(messages)]
    raise Invalid("Some of what was sent cannot be read; see errors.", errors=errors)


Blueprint.ARGUMENTS_PARSER = JsonParser(error_handler=_raise_invalid)
