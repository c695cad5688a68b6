"""The intake in the OpenAPI document: its four media types, the schemas and an example, from the code that reads them."""

from __future__ import annotations

import re
from inspect import cleandoc

from msgspec import json, to_builtins

from app.intake.activities import CloudEvent, IntakeAnswer, ItemOutcome
from app.intake.reasons import SENTENCES, UNKNOWN_PERSON, UNREADABLE
from app.intake.request_body import MAX_BODY_BYTES, MAX_ITEM_BYTES, MAX_ITEMS
from app.intake.verbs import VERBS
from app.kernel.errors import FieldError, problem_document
from app.kernel.schema import JsonObject

Document = dict[str, object]

_PUBLIC_NAMES = {"ActivityObject": "Thing", "IntakeAnswer": "Answer", "ItemOutcome": "Outcome"}
"""Names that the document has published, where the class is called otherwise."""


def _build_json_schemas() -> dict[str, dict[str, object]]:
    """The JSON Schema of everything that enters and leaves, by its published name."""
    text = json.encode(
        json.schema_components((CloudEvent, IntakeAnswer), ref_template="#/components/schemas/{name}")[1]
    )
    for name, published in _PUBLIC_NAMES.items():
        text = re.sub(rb'(["/])%s"' % name.encode(), rb'\1%s"' % published.encode(), text)
    schemas = json.decode(text, type=dict[str, dict[str, object]])
    for schema in schemas.values():  # Python below 3.13 keeps the indentation of docstrings.
        schema["description"] = cleandoc(str(schema["description"]))
    schemas["Activity"] = _build_strict_activity(schemas["Activity"])
    return schemas


def _build_strict_activity(activity: JsonObject) -> dict[str, object]:
    """Every verb is about an object, and an activity that comes alone has its context: the class reads both leniently."""
    properties = activity["properties"]
    possible = [kind for kind in properties["object"]["anyOf"] if kind.get("type") != "null"]
    added = {"object": {"anyOf": possible}, "@context": {"description": "Of ActivityStreams; it is not read."}}
    return {**activity, "properties": properties | added, "required": sorted({*activity["required"], "object"})}


SCHEMAS = _build_json_schemas()

EVENT: Document = {"$ref": "#/components/schemas/CloudEvent"}
ANSWER: Document = {"$ref": "#/components/schemas/Answer"}

ACTIVITY_EXAMPLE: Document = {
    "@context": "https://www.w3.org/ns/activitystreams",
    "id": "https://rse.example/activities/1042",
    "type": "Create",
    "actor": "https://rse.example/users/camille.roux",
    "published": "2026-11-02T09:30:00Z",
    "object": {
        "id": "https://rse.example/notes/9001",
        "type": "Note",
        "inReplyTo": {"id": "https://rse.example/notes/8990", "attributedTo": "https://rse.example/users/ines.benali"},
    },
    "target": "https://rse.example/communities/qualite",
}
EVENT_EXAMPLE: Document = {
    "specversion": "1.0",
    "id": "7f1c",
    "source": "https://rse.example/",
    "type": "org.w3.activitystreams.Create",
    "time": "2026-11-02T09:30:01Z",
    "data": ACTIVITY_EXAMPLE,
}
ANSWER_EXAMPLE: Document = to_builtins(
    IntakeAnswer(
        1,
        0,
        1,
        1,
        [
            ItemOutcome(0, "7f1c", "accepted", effect="counted"),
            ItemOutcome(
                1,
                "7f1d",
                "dropped",
                UNKNOWN_PERSON,
                effect="none",
                code=UNKNOWN_PERSON,
                detail=SENTENCES[UNKNOWN_PERSON],
            ),
            ItemOutcome(
                2,
                "7f1e",
                "refused",
                "Expected str, got int.",
                "/data/object/id",
                effect="none",
                code=UNREADABLE,
                detail="Expected str, got int.",
            ),
        ],
        counted=1,
    )
)

_LIMITS_TEXT = (
    f"Verbs: {', '.join(VERBS)}. At most {MAX_BODY_BYTES // 1024 // 1024} MiB after gzip is undone, {MAX_ITEMS} activities, "
    f"{MAX_ITEM_BYTES // 1024} KiB each. An activity is known for ever by its own id (by its event's where it has none) and the "
    "token's source. People are named by the directory's id: alone, as acct:ID@host, or as the last part of an address; the host is that of the "
    "event's source, of NETWORK_URL or of NETWORK_HOSTS. data_base64 is read instead of data. The extension moderation: true says that "
    "a moderator acted. application/ndjson is application/x-ndjson. Each item says its effect: counted, kept for later, or none, "
    f"and why by its code, one of {', '.join(SENTENCES)}. "
    "No text is kept, nor anything about people who do not take part."
)
PROBLEMS: dict[str, Document] = {
    str(status): {
        "description": sentence,
        "content": {
            "application/problem+json": {
                "schema": {"$ref": "#/components/schemas/Problem"},
                "example": problem_document(status, sentence, errors),
            }
        },
    }
    for status, sentence, errors in (
        (400, "The body is not JSON, or not whole gzip.", ()),
        (413, "More in one request, or in a lone event, than it may carry.", ()),
        (
            415,
            "A Content-Type or Content-Encoding that is not one of those below; application/json needs the event in ce- headers.",
            (),
        ),
        (422, "A lone event that is refused.", (FieldError("/data/type", "Unknown verb."),)),
    )
}
OPERATION: Document = {
    "responses": PROBLEMS,
    "requestBody": {
        "required": True,
        "description": _LIMITS_TEXT,
        "content": {
            "application/cloudevents+json": {"schema": EVENT, "example": EVENT_EXAMPLE},
            "application/cloudevents-batch+json": {
                "schema": {"type": "array", "items": EVENT, "maxItems": MAX_ITEMS},
                "example": [EVENT_EXAMPLE],
            },
            "application/x-ndjson": {
                "schema": {"type": "string", "description": "One CloudEvent a line."},
                "example": json.encode(EVENT_EXAMPLE).decode() + "\n",
            },
            **{
                media_type: {
                    "schema": {
                        "$ref": "#/components/schemas/Activity",
                        "description": "The CloudEvent's attributes are in ce- headers.",
                    },
                    "example": ACTIVITY_EXAMPLE,
                }
                for media_type in ("application/activity+json", "application/ld+json", "application/json")
            },
        },
    },
}
