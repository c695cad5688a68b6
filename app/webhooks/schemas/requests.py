"""What enters the routes of webhooks."""

from __future__ import annotations

from datetime import datetime
from typing import TypedDict

import marshmallow as ma
from marshmallow import validate

from app.kernel.paging import CURSOR_IN_DOCUMENT
from app.kernel.schema import Schema, UtcDateTime, refuse_hidden_signs
from app.webhooks.events import OUTGOING_KINDS


class NewEndpoint(TypedDict):
    """What `NewEndpointSchema` reads."""

    url: str
    kinds: list[str]
    description: str


class NewEndpointSchema(Schema):
    """Where to tell of what."""

    url = ma.fields.Str(
        required=True,
        validate=[validate.Length(1, 2000), refuse_hidden_signs],
        metadata={"format": "uri", "examples": ["https://rse.example.com/hooks"]},
    )
    kinds = ma.fields.List(
        ma.fields.Str(validate=validate.OneOf(sorted(OUTGOING_KINDS))),
        required=True,
        validate=validate.Length(1, len(OUTGOING_KINDS)),
    )
    description = ma.fields.Str(load_default="", validate=[validate.Length(max=500), refuse_hidden_signs])


class QueryParameters(TypedDict, total=False):
    """What the queries below read."""

    cursor: str | None
    iterator: str | None
    limit: int
    since: datetime


class FeedQuery(Schema):
    """From where, and how many. `since` counts where there is no iterator."""

    iterator = ma.fields.Str(load_default=None, metadata=CURSOR_IN_DOCUMENT)
    since = UtcDateTime(load_default=None)
    limit = ma.fields.Int(load_default=50, validate=validate.Range(1, 250))


class RecoverQuery(Schema):
    """Since when."""

    since = UtcDateTime(required=True)
