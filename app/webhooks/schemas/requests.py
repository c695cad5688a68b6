"""What enters the routes of webhooks."""

from __future__ import annotations

from datetime import datetime
from typing import TypedDict

import marshmallow as ma
from marshmallow import validate

from app.kernel.paging import CURSOR_IN_DOCUMENT
from app.kernel.schema import JsonBool, JsonInt, JsonObject, Schema, UtcDateTime, refuse_hidden_signs
from app.webhooks.events import MEDIA_TYPES, OUTGOING_KINDS


class NewEndpointSchema(Schema):
    """Where to tell of what, and how."""

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
    description = ma.fields.Str(validate=[validate.Length(max=500), refuse_hidden_signs])
    form = ma.fields.Str(
        validate=validate.OneOf(sorted(MEDIA_TYPES)),
        metadata={
            "description": "Of the body: `standard` if nothing is said, or `cloudevents`, a structured CloudEvent 1.0."
        },
    )
    asymmetric = JsonBool(
        metadata={
            "description": "Whether each message is signed by an Ed25519 key too (`v1a`); `public_key` verifies it."
        }
    )


class EndpointChangeSchema(NewEndpointSchema):
    """What is to be otherwise; the rest stays."""

    def __init__(self) -> None:
        super().__init__(partial=True)

    @ma.validates_schema
    def refuse_nothing(self, data: JsonObject, **_: object) -> None:
        """A change changes something."""
        if not data:
            raise ma.ValidationError("Name at least one member to change.")


class ReplayWish(TypedDict, total=False):
    """What `ReplaySchema` reads."""

    ids: list[int]
    since: datetime


class ReplaySchema(Schema):
    """Which deliveries to send again, delivered or not: these, or all since a moment."""

    ids = ma.fields.List(JsonInt(validate=validate.Range(1, 2**63 - 1)), validate=validate.Length(1, 100))
    since = UtcDateTime()

    @ma.validates_schema
    def refuse_unless_single_choice(self, data: JsonObject, **_: object) -> None:
        """Either deliveries, or a moment."""
        if len(data) != 1:
            raise ma.ValidationError("Name either ids or since.")


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
