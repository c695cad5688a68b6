"""The shape of a published board."""

from __future__ import annotations

import marshmallow as ma

from app.kernel.schema import Schema


class StandingSchema(Schema):
    """One row. People who did not choose to appear are in none."""

    rank = ma.fields.Int(required=True, metadata={"description": "Equal scores share it."})
    name = ma.fields.Str(required=True)
    score = ma.fields.Float(required=True, metadata={"description": "Points, or points per head to the hundredth."})
    people = ma.fields.Int(
        required=True, allow_none=True, metadata={"description": "Headcount of a group; null for a person."}
    )


class BoardSchema(Schema):
    """A version of a board: true as of a moment."""

    slug = ma.fields.Str(required=True)
    title = ma.fields.Dict(keys=ma.fields.Str(), values=ma.fields.Str(), required=True)
    subject = ma.fields.Str(required=True, validate=ma.validate.OneOf(["person", "unit"]))
    version = ma.fields.Int(required=True, metadata={"description": "0 until the first is published."})
    as_of = ma.fields.DateTime(required=True, allow_none=True)
    standings = ma.fields.List(ma.fields.Nested(StandingSchema), required=True)
