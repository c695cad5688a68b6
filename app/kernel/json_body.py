"""Reads the JSON body of a request: what is no JSON, or comes under another name, is told plainly."""

from __future__ import annotations

from typing import Any

import marshmallow as ma
import orjson
from flask import Request
from webargs import missing
from webargs.flaskparser import FlaskParser

from app.kernel.errors import Invalid, ServiceError, UnsupportedType


class NotJson(ServiceError):
    """The body is not the JSON that its type says it is."""


class JsonParser(FlaskParser):
    """webargs' parser, with our own errors in place of its silence."""

    def load_json(self, req: Request, schema: ma.Schema) -> Any:
        """The JSON object of the body; nothing at all leaves it to the schema to tell what is missing."""
        body = req.get_data()
        if not body.strip():
            return missing
        if not req.is_json:
            raise UnsupportedType(f"Send application/json, not {req.mimetype[:80] or 'a body without a Content-Type'}.")
        return _check_shape(_parse_json(body), many=bool(schema.many))


def _parse_json(body: bytes) -> Any:
    try:
        return orjson.loads(body)
    except orjson.JSONDecodeError as wrong:
        raise NotJson(f"The body is not JSON: {wrong}.") from wrong


def _check_shape(told: Any, *, many: bool) -> Any:
    if not isinstance(told, list if many else dict):
        raise Invalid(f"The body is to be a JSON {'array' if many else 'object'}.")
    return told
