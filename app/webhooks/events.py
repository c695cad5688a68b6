"""The kinds of facts that are sent out, with what each may carry, and their description in OpenAPI 3.1."""

from __future__ import annotations

from dataclasses import dataclass

import orjson

from app.journal.kinds import KINDS, TAKE_BACKS


@dataclass(frozen=True)
class OutgoingKind:
    """What is sent of a fact beside its object and sequence: some members of its body, and the person only if the kind says so.

    A fact whose body has the member `withheld_by` is not sent at all.
    """

    members: tuple[str, ...] = ()
    sends_person: bool = False
    withheld_by: str = ""


OUTGOING_KINDS: dict[str, OutgoingKind] = {
    "badge.awarded": OutgoingKind(sends_person=True),
    "badge.revoked": OutgoingKind(sends_person=True),
    "badge.expired": OutgoingKind(sends_person=True),
    "mission.completed": OutgoingKind(sends_person=True),
    "mission.reopened": OutgoingKind(sends_person=True),
    "leaderboard.published": OutgoingKind(("version",)),
    "pairing.started": OutgoingKind(),
    "contest.published": OutgoingKind(),
    "contest.opened": OutgoingKind(),
    "contest.closed": OutgoingKind(),
    "contest.announced": OutgoingKind(("result",)),
    "contest.finalised": OutgoingKind(),
    "contest.cancelled": OutgoingKind(),
    "prize.won": OutgoingKind(("prize",), withheld_by="with_group"),
    "prize.handed_over": OutgoingKind(("prize",), withheld_by="with_group"),
}
"""Joining is never sent. Who won a prize is never sent, nor which group: the API names the groups that are large enough.

Of people who each won with their group nothing is sent: as many events as people would count a small group.
"""

PERSONAL_KINDS = frozenset(kind for kind, sent in OUTGOING_KINDS.items() if sent.sends_person)
"""Kinds that are about a person: they are sent only of who takes part."""

CORRECTION_KINDS = TAKE_BACKS & OUTGOING_KINDS.keys()
"""What is sent even of people who no longer take part, so that receivers can take back what they got before."""

HEADERS = {
    "webhook-id": "The same on every try: what has been seen can be put aside.",
    "webhook-timestamp": "Seconds since 1970, of this try: refuse what is more than five minutes away.",
    "webhook-signature": "Standard Webhooks v1, one for each secret in use, and v1a for each key; a space stands between them.",
}


TEST_TYPE = "webhook.test"
"""The type of the message that a test sends; it is about nothing."""

TEST_SCHEMA: dict[str, object] = {
    "type": "object",
    "required": ["type", "timestamp", "data"],
    "properties": {
        "type": {"const": TEST_TYPE},
        "timestamp": {"type": "string", "format": "date-time"},
        "data": {"type": "object", "maxProperties": 0},
    },
}

MEDIA_TYPES = {"standard": "application/json", "cloudevents": "application/cloudevents+json"}
"""The form of an endpoint's messages to the media type that they are sent as."""


def format_message_body(message_id: str, event: str, *, form: str, source: str) -> str:
    """An event as the body of a message: as it is, or as a structured CloudEvent of that source."""
    if form == "standard":
        return event
    plain = orjson.loads(event)
    subject = {"subject": plain["data"]["object"]} if plain["data"].get("object") else {}
    named = {"specversion": "1.0", "id": message_id, "source": source, "type": plain["type"], **subject}
    content = {"time": plain["timestamp"], "datacontenttype": "application/json", "data": plain["data"]}
    return orjson.dumps(named | content).decode()


def build_openapi_webhooks() -> dict[str, dict[str, object]]:
    """What is sent to an endpoint, by kind, and the message of a test."""
    kinds = {kind: _build_openapi_webhook(kind, KINDS[kind], _build_event_schema(kind)) for kind in OUTGOING_KINDS}
    kinds[TEST_TYPE] = _build_openapi_webhook(TEST_TYPE, "Somebody tests the address; nothing happened.", TEST_SCHEMA)
    return {kind: {"post": operation} for kind, operation in kinds.items()}


def _build_event_schema(kind: str) -> dict[str, object]:
    nobody: dict[str, object] = (
        {} if kind in PERSONAL_KINDS else {"data": {"not": {"required": ["person"], "properties": {"person": {}}}}}
    )
    return {"allOf": [{"$ref": "#/components/schemas/Event"}, {"properties": {"type": {"const": kind}} | nobody}]}


def _build_openapi_webhook(kind: str, summary: str, whole: dict[str, object]) -> dict[str, object]:
    return {
        "operationId": f"on_{kind.replace('.', '_')}",
        "summary": summary,
        "tags": ["events"],
        "security": [],
        "parameters": [_build_openapi_header(name, meaning) for name, meaning in HEADERS.items()],
        "requestBody": {"required": True, "content": {"application/json": {"schema": whole}}},
        "responses": {
            "2XX": {"description": "Taken in."},
            "410": {"description": "Send nothing here any more."},
            "429": {"description": "Come back later, as Retry-After says."},
            "default": {"description": "Not taken in: it is sent again, ten times over three days."},
        },
    }


def _build_openapi_header(name: str, meaning: str) -> dict[str, object]:
    return {"name": name, "in": "header", "required": True, "description": meaning, "schema": {"type": "string"}}
