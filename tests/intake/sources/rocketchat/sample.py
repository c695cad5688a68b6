"""A server whose outgoing webhook tells of a message in a public channel."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import orjson

from tests.intake.sample import SourceSample

OPTIONS = {"address": "https://chat.rse.test"}
PLACE_OF_TOKEN = "the token"


def write_message(at: datetime, **members: Any) -> dict[str, Any]:
    """What the webhook sends for a message of Ada's."""
    named = {
        "token": PLACE_OF_TOKEN,
        "bot": False,
        "channel_id": "GENERAL",
        "channel_name": "general",
        "message_id": "m7",
    }
    who = {"user_id": "u7", "user_name": "ada", "alias": "Ada Lovelace", "siteUrl": "https://chat.rse.test"}
    return {**named, **who, "timestamp": at.isoformat(), "text": "Bonjour à tous"} | members


sample = SourceSample(
    kind="rocketchat",
    body=lambda at: orjson.dumps(write_message(at)),
    other_body=lambda at, number: orjson.dumps(write_message(at, message_id=f"other{number}")),
    headers=lambda _, __, ___: {"Content-Type": "application/json"},
    options=OPTIONS,
    secret="the-token-of-the-integration",
    prove_in_body=lambda proof, body: body.replace(PLACE_OF_TOKEN.encode(), proof.secret.encode()),
)
