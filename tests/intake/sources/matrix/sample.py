"""A homeserver that tells an application service of a message in a public room."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import orjson

from tests.intake.sample import Credentials, SourceSample

ROOM = "!room:rse.test"
OPTIONS = {"server_name": "rse.test", "bot": "@passerelle:rse.test"}


def event(number: int, kind: str, at: datetime, **members: Any) -> dict[str, Any]:
    """An event of a room, Ada's unless another sender is given."""
    named = {"event_id": f"$event-{number}", "type": kind, "room_id": ROOM, "sender": "@ada:rse.test"}
    return {**named, "origin_server_ts": int(at.timestamp() * 1_000), "content": {}} | members


def transaction(*events: dict[str, Any]) -> bytes:
    """The body of a transaction."""
    return orjson.dumps({"events": events})


def write_message(at: datetime) -> bytes:
    """A message of Ada's."""
    return transaction(event(2, "m.room.message", at, content={"msgtype": "m.text", "body": "Bonjour à tous"}))


def write_redaction(at: datetime) -> bytes:
    """The message is redacted."""
    return transaction(event(3, "m.room.redaction", at, content={"redacts": "$event-2"}, redacts="$event-2"))


def write_public_room(at: datetime) -> tuple[bytes, ...]:
    """The room is made, and is public."""
    rule = event(1, "m.room.join_rules", at, state_key="", content={"join_rule": "public"})
    return (transaction(event(0, "m.room.create", at, state_key="", content={"room_version": "12"}), rule),)


def write_headers(credentials: Credentials, _: bytes, __: datetime) -> Mapping[str, str]:
    """The homeserver shows the first of the two tokens."""
    return {"Content-Type": "application/json", "Authorization": f"Bearer {credentials.secret.partition(' ')[0]}"}


sample = SourceSample(
    kind="matrix",
    body=write_message,
    other_body=lambda at, number: write_message(at).replace(b"$event-2", b"$event-%d" % (1_000 + number)),
    undo_body=write_redaction,
    headers=write_headers,
    setting=write_public_room,
    options=OPTIONS,
    method="PUT",
    path="_matrix/app/v1/transactions/1",
    secret="the-hs-token the-as-token",
)
