"""What the webhooks' addresses answer."""

from __future__ import annotations

import marshmallow as ma
from marshmallow import validate

from app.kernel.schema import JsonInt, JsonMoment, Schema, UtcDateTime
from app.webhooks.events import MEDIA_TYPES, OUTGOING_KINDS
from app.webhooks.signature import encode_public_key


class AttemptSchema(Schema):
    """One try: the status that came back, or why there was none."""

    at = UtcDateTime(required=True)
    status = JsonInt(allow_none=True, required=True)
    error = ma.fields.Str(allow_none=True, required=True)
    milliseconds = JsonInt(required=True)


class LastTestSchema(Schema):
    """What came back of a test, as it is kept."""

    at = JsonMoment(required=True)
    status = JsonInt(allow_none=True, required=True)
    error = ma.fields.Str(allow_none=True, required=True)
    milliseconds = JsonInt(required=True)


class EndpointSchema(Schema):
    """An endpoint, without its secret."""

    id = JsonInt(required=True)
    url = ma.fields.Str(required=True)
    kinds = ma.fields.List(ma.fields.Str(), required=True)
    description = ma.fields.Str(required=True)
    form = ma.fields.Str(required=True, validate=validate.OneOf(sorted(MEDIA_TYPES)))
    asymmetric = ma.fields.Function(
        lambda endpoint: endpoint.signing_key is not None, required=True, metadata={"type": "boolean"}
    )
    public_key = ma.fields.Function(
        lambda endpoint: encode_public_key(endpoint.signing_key) if endpoint.signing_key else None,
        required=True,
        metadata={
            "type": ["string", "null"],
            "description": "What verifies `v1a`; rotating the secret replaces it too.",
        },
    )
    last_test = ma.fields.Nested(LastTestSchema, allow_none=True, required=True)
    created_at = UtcDateTime(required=True)
    old_secret_until = UtcDateTime(
        allow_none=True,
        required=True,
        metadata={"description": "Until when the secret before signs too; those before it end earlier."},
    )
    failing_since = UtcDateTime(
        allow_none=True, required=True, metadata={"description": "Since when every try failed."}
    )
    disabled_at = UtcDateTime(allow_none=True, required=True)
    disabled_because = ma.fields.Str(allow_none=True, required=True)


class EndpointWithSecretSchema(EndpointSchema):
    """An endpoint with its secret, shown this once."""

    secret = ma.fields.Str(required=True, metadata={"examples": ["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"]})


class EndpointListSchema(Schema):
    """Every endpoint."""

    data = ma.fields.List(ma.fields.Nested(EndpointSchema), required=True)


class DeliverySchema(Schema):
    """One message to one endpoint; `message_id` is the webhook-id of every try."""

    id = JsonInt(required=True)
    message_id = ma.fields.Str(required=True)
    kind = ma.fields.Str(required=True)
    state = ma.fields.Str(required=True, validate=validate.OneOf(["due", "delivered", "given_up"]))
    tries = JsonInt(required=True)
    due_at = UtcDateTime(required=True)
    delivered_at = UtcDateTime(allow_none=True, required=True)
    created_at = UtcDateTime(required=True)
    attempts = ma.fields.List(ma.fields.Nested(AttemptSchema), required=True)


class DeliveryPageSchema(Schema):
    """Some deliveries, those of the latest facts first, and the cursor of the next page."""

    data = ma.fields.List(ma.fields.Nested(DeliverySchema), required=True)
    next_cursor = ma.fields.Str(allow_none=True, required=True)


class RecoveredSchema(Schema):
    """How many deliveries became due."""

    due = JsonInt(required=True)


class EventDetailsSchema(Schema):
    """Who and what, by the names that the RSE knows; a greater `sequence` is later, for one person or object."""

    sequence = JsonInt(required=True)
    person = ma.fields.Str(metadata={"description": "The person's identifier in the directory."})
    object = ma.fields.Str(metadata={"examples": ["badge:welcome"]})
    takes_back = JsonInt(metadata={"description": "Of a correction: the `sequence` of the event that no longer holds."})
    version = JsonInt(metadata={"description": "Of a published leaderboard."})
    result = JsonInt(
        metadata={"description": "Of an announced contest: the number of its result; a greater one replaces it."}
    )
    prize = ma.fields.Str(metadata={"description": "Of a prize: its key in the contest. Who won it is never sent."})


class EventSchema(Schema):
    """One event, as every message carries it."""

    type = ma.fields.Str(required=True, validate=validate.OneOf(sorted(OUTGOING_KINDS)))
    timestamp = ma.fields.Str(
        required=True, metadata={"format": "date-time", "description": "When it happened, in UTC."}
    )
    data = ma.fields.Nested(EventDetailsSchema, required=True)


class FeedSchema(Schema):
    """Some events; `done` says that these are all for now, `iterator` asks for what comes after."""

    data = ma.fields.List(ma.fields.Nested(EventSchema), required=True)
    iterator = ma.fields.Str(required=True)
    done = ma.fields.Bool(required=True)
