"""The base of everything that enters or leaves as JSON: unknown fields are refused, numbers are numbers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import marshmallow as ma

from app.kernel.errors import FieldError, Invalid
from app.kernel.messages import make_marshmallow_messages_translatable
from app.kernel.signs import find_hidden_sign

make_marshmallow_messages_translatable()

JsonObject = Mapping[str, Any]
"""A JSON object, before or after a schema has read it."""


class Schema(ma.Schema):
    """A schema that refuses unknown fields."""

    class Meta:
        unknown = ma.RAISE


class JsonInt(ma.fields.Int):
    """An integer as JSON Schema means it: 3 and 3.0, never "3" nor true."""

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> Any:
        whole = isinstance(value, int) or (isinstance(value, float) and value.is_integer())
        if isinstance(value, bool) or not whole:
            raise self.make_error("invalid")
        return super()._deserialize(int(value), attr, data, **kwargs)


class JsonBool(ma.fields.Bool):
    """True or false as JSON means it: never 1 nor "yes"."""

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> Any:
        if not isinstance(value, bool):
            raise self.make_error("invalid", input=value)
        return super()._deserialize(value, attr, data, **kwargs)


class JsonMoment(ma.fields.AwareDateTime):
    """A moment with its zone; loaded as JSON text in UTC, so that the result can be stored as JSON."""

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> Any:
        return super()._deserialize(value, attr, data, **kwargs).astimezone(UTC).isoformat()

    def _serialize(self, value: Any, *_: Any, **__: Any) -> Any:
        return value


class UtcDateTime(ma.fields.AwareDateTime):
    """A moment in RFC 3339; it leaves in UTC."""

    def _serialize(self, value: datetime | None, attr: str | None, obj: object, **kwargs: object) -> str | float | None:
        return super()._serialize(value.astimezone(UTC) if value else None, attr, obj, **kwargs)


class JsonDate(ma.fields.Date):
    """A day; loaded as JSON text, so that the result can be stored as JSON."""

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> Any:
        return super()._deserialize(value, attr, data, **kwargs).isoformat()

    def _serialize(self, value: Any, *_: Any, **__: Any) -> Any:
        return value


def refuse_hidden_signs(text: str) -> None:
    """Refuse, by name and place, a sign of a text that nobody can see; a validator of marshmallow."""
    if remark := find_hidden_sign(text):
        raise ma.ValidationError(remark)


class JsonLocalisedText(ma.fields.Dict):
    """A text in French and English, {"fr", "en"}: both are required, of `most` characters each."""

    def __init__(self, *, most: int = 600, **kwargs: Any) -> None:
        text = ma.fields.Str(validate=[ma.validate.Length(1, most), refuse_hidden_signs])
        language = ma.fields.Str(validate=ma.validate.OneOf(("fr", "en")))
        super().__init__(keys=language, values=text, validate=ma.validate.Length(equal=2), **kwargs)
        self.most = most


def parse_kind_settings(schema: type[Schema], sent: JsonObject, refusal: str) -> JsonObject:
    """The settings of a kind, loaded by its schema; Invalid, with `refusal` and pointers, when it cannot."""
    try:
        read = schema().load(sent)
    except ma.ValidationError as wrong:
        raise Invalid(refusal, errors=flatten_field_errors(wrong.messages, "/settings")) from wrong
    assert isinstance(read, dict), "A schema without a model reads into a dict."
    return read


def flatten_field_errors(messages: Any, pointer: str = "") -> list[FieldError]:
    """Marshmallow's nested messages as a flat list of JSON pointers with a sentence each."""
    if isinstance(messages, Mapping):
        return [
            error
            for key, inner in messages.items()
            for error in flatten_field_errors(inner, f"{pointer}{_json_pointer_segment(key)}")
        ]
    if isinstance(messages, list | tuple):
        return [error for message in messages for error in flatten_field_errors(message, pointer)]
    return [FieldError(pointer or "/", str(messages))]


def _json_pointer_segment(key: Any) -> str:
    return "" if key == "_schema" else "/" + str(key).replace("~", "~0").replace("/", "~1")
