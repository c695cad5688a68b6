"""An app of a Slack workspace that tells of a message in a public channel, as the Events API writes it."""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import orjson

from tests.intake.sample import Credentials, SourceSample

CHANNEL = "C024BE91L"


def write_stamp(at: datetime) -> str:
    """A moment as Slack writes it: seconds, and six digits."""
    return f"{at.timestamp():.6f}"


def callback(number: int | str, kind: str, at: datetime, **members: Any) -> dict[str, Any]:
    """What Slack sends of one event, Ada's in the public channel unless others are given; None leaves a member out."""
    event = {"type": kind, "user": "ada", "channel": CHANNEL, "event_ts": write_stamp(at)} | members
    return {
        "token": "XXYYZZ",
        "team_id": "T0001",
        "api_app_id": "A0001",
        "type": "event_callback",
        "event": {name: value for name, value in event.items() if value is not None},
        "event_id": f"Ev{number}",
        "event_time": int(at.timestamp()),
        "authorizations": [{"enterprise_id": None, "team_id": "T0001", "user_id": "UBOT", "is_bot": True}],
        "is_ext_shared_channel": False,
    }


def message(number: int | str, at: datetime, **members: Any) -> dict[str, Any]:
    """A message in a public channel."""
    written = {"ts": write_stamp(at), "text": "Bonjour à tous", "channel_type": "channel", "client_msg_id": "7e1f"}
    return callback(number, "message", at, **(written | members))


def deletion(number: int | str, at: datetime, **members: Any) -> dict[str, Any]:
    """A message is deleted: Slack does not say by whom."""
    previous = {"type": "message", "user": "ada", "ts": write_stamp(at), "text": "Bonjour à tous"}
    event = {"subtype": "message_deleted", "user": None, "deleted_ts": write_stamp(at), "previous_message": previous}
    return message(number, at + timedelta(minutes=1), **({"hidden": True, "text": None} | event | members))


def write_headers(credentials: Credentials, body: bytes, at: datetime) -> Mapping[str, str]:
    """The signature covers the moment of sending and the body."""
    stamp = str(int(at.timestamp()))
    signature = hmac.digest(credentials.secret.encode(), b"v0:" + stamp.encode() + b":" + body, "sha256").hex()
    return {
        "Content-Type": "application/json",
        "X-Slack-Request-Timestamp": stamp,
        "X-Slack-Signature": f"v0={signature}",
    }


sample = SourceSample(
    kind="slack",
    body=lambda at: orjson.dumps(message(1, at)),
    other_body=lambda at, number: orjson.dumps(message(1_000 + number, at + timedelta(microseconds=number))),
    undo_body=lambda at: orjson.dumps(deletion(2, at)),
    headers=write_headers,
    greeting=(b'{"token":"XXYYZZ","challenge":"3eZbrw1aBm2r","type":"url_verification"}', b"3eZbrw1aBm2r"),
    window=timedelta(minutes=5),
)
