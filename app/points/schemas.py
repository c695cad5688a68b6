"""What a person's own points look like as JSON."""

from __future__ import annotations

import marshmallow as ma

from app.kernel.schema import Schema


class ScoreSchema(Schema):
    """One's own points."""

    points = ma.fields.Int(required=True, metadata={"description": "The balance, corrections included."})
