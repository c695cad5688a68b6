"""The kinds of facts that are sent out, with what each may carry, and their description in OpenAPI 3.1."""

from __future__ import annotations

from app.journal.kinds import KINDS, TAKE_BACKS

OUTGOING_KINDS: dict[str, tuple[str, ...]] = {
    "badge.awarded": (),
    "badge.revoked": (),
    "mission.completed": (),
    "mission.reopened": (),
    "leaderboard.published": ("version",),
    "pairing.started": (),
}
"""Kind to the members of a fact's body that are sent beside the person, the object and the sequence. Joining is never sent."""

CORRECTION_KINDS = TAKE_BACKS & OUTGOING_KINDS.keys()
"""What is sent even of people who no longer take part, so that receivers can take back what they got before."""

HEADERS = {
    "webhook-id": "The same on every try: what has been seen can be put aside.",
    "webhook-timestamp": "Seconds since 1970, of this try: refuse what is more than five minutes away.",
    "webhook-signature": "Standard Webhooks v1, one for each secret in use, with a space between them.",
}


def build_openapi_webhooks() -> dict[str, dict[str, object]]:
    """What is sent to an endpoint, by kind."""
    return {kind: {"post": _build_openapi_webhook(kind)} for kind in OUTGOING_KINDS}


def _build_openapi_webhook(kind: str) -> dict[str, object]:
    whole = {"allOf": [{"$ref": "#/components/schemas/Event"}, {"properties": {"type": {"const": kind}}}]}
    return {
        "operationId": f"on_{kind.replace('.', '_')}",
        "summary": KINDS[kind],
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
