"""Reads the JSON body of a request, and refuses any other with a clear sentence."""

from __future__ import annotations

from typing import Any

import marshmallow as ma
import orjson
from flask import Request
from webargs import missing
from webargs.flaskparser import FlaskParser

from app.kernel.errors import Invalid, ServiceError, UnsupportedMediaType


class NotJson(ServiceError):
    """The body is not the JSON that its type says it is."""

    problem = "not-json"


class JsonParser(FlaskParser):
    """The parser of webargs, with our own errors."""

    def load_json(self, req: Request, schema: ma.Schema) -> Any:
        """The JSON of the body; an empty body is `missing`, so that the schema names the fields."""
        body = req.get_data()
        if not body.strip():
            return missing
        if not req.is_json:
            raise UnsupportedMediaType(
                f"Send application/json, not {req.mimetype[:80] or 'a body without a Content-Type'}."
            )
        return _check_array_or_object(_parse_json(body), many=bool(schema.many))


def _parse_json(body: bytes) -> Any:
    try:
        return orjson.loads(body)
    except orjson.JSONDecodeError as wrong:
        raise NotJson(f"The body is not JSON: {wrong}.") from wrong


def _check_array_or_object(value: Any, *, many: bool) -> Any:
    if not isinstance(value, list if many else dict):
        raise Invalid(f"The body is to be a JSON {'array' if many else 'object'}.")
    return value
