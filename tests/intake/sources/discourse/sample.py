"""A forum that tells of a new answer."""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import orjson

from tests.intake.sample import Credentials, SourceSample

OPTIONS = {"address": "https://forum.rse.test", "categories": [7, 8], "question_categories": [8]}
PING = b'{"ping":"OK"}'


def post(at: datetime, number: int = 7, **members: Any) -> dict[str, Any]:
    """A post of Ada's in topic 7, with the members that the serializer of the forum writes."""
    named = {"id": 7, "topic_id": 7, "post_number": number, "post_type": 1, "category_id": 7, "user_id": 7}
    who = {"username": "ada", "name": "Ada Lovelace", "avatar_template": "/letter_avatar/ada/{size}/1.png"}
    texts = {"raw": "Bonjour à tous", "cooked": "<p>Bonjour à tous</p>", "topic_title": "Le nouveau menu"}
    state = {"topic_archetype": "regular", "hidden": False, "user_deleted": False, "deleted_at": None}
    when = {"created_at": at.isoformat(), "updated_at": at.isoformat()}
    return {**named, **who, **texts, **state, **when, "reply_to_post_number": None} | members


def write_body(about: str, content: Mapping[str, Any]) -> bytes:
    """The body of a delivery: one member, named after what it is about."""
    return orjson.dumps({about: content})


def write_headers(credentials: Credentials, body: bytes, _: datetime) -> Mapping[str, str]:
    """The headers of a delivery about a post; a new number each time, as when it is tried again."""
    event = "post_destroyed" if b'"deleted_at":"2' in body else "post_created"
    is_ping = body == PING
    return build_headers(credentials.secret, body, "ping" if is_ping else "post", "" if is_ping else event)


def build_headers(secret: str, body: bytes, about: str, event: str, number: int = 1042) -> dict[str, str]:
    """The headers that the forum sends."""
    signature = hmac.digest(secret.partition(" ")[0].encode(), body, "sha256").hex()
    named = {"X-Discourse-Event": event} if event else {}
    return {
        "Content-Type": "application/json",
        "X-Discourse-Instance": "https://forum.rse.test",
        "X-Discourse-Event-Id": str(number),
        "X-Discourse-Event-Type": about,
        **named,
        "X-Discourse-Event-Signature": f"sha256={signature}",
    }


def _write_post(at: datetime, **members: object) -> bytes:
    """A post with the members that are read: the contract tries each with other values."""
    read = ("id", "topic_id", "post_number", "post_type", "category_id", "user_id", "username", "raw", "created_at")
    written = post(at)
    return write_body("post", {name: written[name] for name in read} | members)


def _write_deletion(at: datetime) -> bytes:
    return _write_post(at, deleted_at=at.isoformat())


sample = SourceSample(
    kind="discourse",
    body=_write_post,
    other_body=lambda at, number: _write_post(at, id=1_000 + number, post_number=1_000 + number),
    undo_body=_write_deletion,
    headers=write_headers,
    greeting=(PING, b"{}"),
    options=OPTIONS,
    secret="the-secret-of-the-webhook the-api-key",
)
