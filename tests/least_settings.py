"""The least settings that the schema of a kind or a criterion accepts, found from its fields."""

from __future__ import annotations

import itertools
from datetime import timedelta

import marshmallow as ma

from app.kernel.schema import JsonDate
from tests.makers import MONDAY

_days = itertools.count()


def least_settings(schema: ma.Schema) -> dict[str, object]:
    """A value for each required field."""
    return {name: least_value(field) for name, field in schema.fields.items() if field.required}


def least_value(field: ma.fields.Field[object]) -> object:
    """The least value of one field."""
    for rule in field.validators:
        if isinstance(rule, ma.validate.OneOf):
            return next(choice for choice in rule.choices if choice != "post.liked")
    if isinstance(field, ma.fields.List):
        return [least_value(field.inner) for _ in range(least_length(field))]
    if isinstance(field, ma.fields.Nested):
        return {name: least_value(inner) for name, inner in field.schema.fields.items() if inner.required}
    if isinstance(field, ma.fields.Dict):
        return {"fr": "Un texte", "en": "A text"}
    if isinstance(field, ma.fields.DateTime | JsonDate):
        moment = MONDAY + timedelta(days=next(_days))
        return (moment.date() if isinstance(field, JsonDate) else moment).isoformat()
    return 1 if isinstance(field, ma.fields.Int) else "a-name"


def least_length(field: ma.fields.List[object]) -> int:
    """How many items a list takes at least; one, where none would show nothing."""
    rules = [rule.min for rule in field.validators if isinstance(rule, ma.validate.Length)]
    return max([1, *(int(least) for least in rules if least)])
