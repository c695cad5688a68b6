"""The kinds of facts that are sent out, with what each may carry, and their description in OpenAPI 3.1."""

from __future__ import annotations

from dataclasses import dataclass

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
    "webhook-signature": "Standard Webhooks v1, one for each secret in use, with a space between them.",
}


def build_openapi_webhooks() -> dict[str, dict[str, object]]:
    """What is sent to an endpoint, by kind."""
    return {kind: {"post": _build_openapi_webhook(kind)} for kind in OUTGOING_KINDS}


def _build_openapi_webhook(kind: str) -> dict[str, object]:
    nobody: dict[str, object] = {} if kind in PERSONAL_KINDS else {"data": {"not": {"required": ["person"]}}}
    members = {"type": {"const": kind}} | nobody
    whole = {"allOf": [{"$ref": "#/components/schemas/Event"}, {"properties": members}]}
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
