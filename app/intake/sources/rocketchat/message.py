"""Cuts messages, sent or listed, into items, and makes a post or an answer of each: who wrote where and when, and no word."""

from __future__ import annotations

from collections.abc import Sequence

from app.intake.acts import Activity, parse_act_event
from app.intake.inbox_kind import NativeItem, SourceMemory
from app.intake.json_text import get_object, get_text
from app.intake.source import ConnectedSource, ParsedItem
from app.kernel.schema import JsonObject

SYSTEM_BOT = "rocket.cat"


def cut_sent_message(sent: JsonObject) -> NativeItem | None:
    """The item of a request of the webhook. It names neither its event nor the kind of its room, but a direct message has no channel."""
    if (
        sent.get("isEdited")
        or not get_text(sent, "channel_name")
        or get_text(get_object(sent, "room"), "t") not in ("", "c")
    ):
        return None
    return _cut_message(
        sent,
        message_id=get_text(sent, "message_id"),
        room=get_text(sent, "channel_id"),
        by=get_text(sent, "user_name"),
        at=get_text(sent, "timestamp"),
    )


def cut_listed_message(message: JsonObject, room: str) -> NativeItem | None:
    """The item of a message of the history: an edited one was written all the same, and a system message has a type."""
    if get_text(message, "t"):
        return None
    author = get_object(message, "u")
    return _cut_message(
        message,
        message_id=get_text(message, "_id"),
        room=room,
        by=get_text(author, "username"),
        at=get_text(message, "ts"),
    )


def _cut_message(message: JsonObject, *, message_id: str, room: str, by: str, at: str) -> NativeItem | None:
    """None for what a program wrote: an integration marks its messages, whatever name it writes under."""
    if message.get("bot") or by in ("", SYSTEM_BOT) or not message_id.strip("\x00") or not room:
        return None
    return NativeItem(message_id, {"by": by, "room": room, "at": at, "answers": get_text(message, "tmid")})


def read_item(source: ConnectedSource, item: NativeItem, _: SourceMemory) -> Sequence[ParsedItem]:
    """The event of a message: what stands in a thread answers its first message."""
    content, note = item.content, {"type": "Note", "id": item.native_id}
    if content["answers"]:
        note["inReplyTo"] = content["answers"]
    activity: Activity = {
        "type": "Create",
        "id": item.native_id,
        "actor": content["by"],
        "published": content["at"],
        "object": note,
        "target": content["room"],
    }
    return [parse_act_event(item, activity, source=source.options["address"], kind="rocketchat")]
