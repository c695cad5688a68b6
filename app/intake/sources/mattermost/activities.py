"""Makes activities of items: posts, answers, likes, what is taken back, and who is in which channel."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta

from app.intake.inbox_kind import NativeItem, SourceMemory
from app.intake.json_text import parse_cloud_event
from app.intake.source import ConnectedSource, ParsedItem
from app.kernel.schema import JsonObject

FIRST_MOMENT = datetime(1970, 1, 1, tzinfo=UTC)
BY_SOMEBODY = frozenset({"deletion", "unlike"})
"""Mattermost does not say who did it, and let them do so."""

Activity = dict[str, object]


def read_item(source: ConnectedSource, item: NativeItem, _: SourceMemory) -> Sequence[ParsedItem]:
    """The event of one item, under the id of the post, or of the like with its moment."""
    content, at = item.content, item.content["at"]
    act = content["act"]
    moment = None if at is None else (FIRST_MOMENT + timedelta(milliseconds=at)).isoformat()
    activity = {"id": item.native_id, "actor": content.get("who", source.name), "published": moment}
    event = {
        "specversion": "1.0",
        "id": item.native_id,
        "source": source.name,
        "type": f"mattermost.{act}",
        "data": activity | READERS[act](content),
        "moderation": act in BY_SOMEBODY,
    }
    return [parse_cloud_event(event, item.native_id)]


def _read_post(content: JsonObject) -> Activity:
    note: Activity = {"type": "Note", "id": content["post"]}
    post: Activity = {"type": "Create", "object": note, "target": content["channel"]}
    if not content["answers"]:
        return {**post, "to": content["mentions"]}
    note["inReplyTo"] = content["answers"]
    return post


def _read_like(content: JsonObject) -> Activity:
    author = {"attributedTo": content["author"]} if content["author"] else {}
    return {"type": "Like", "object": {"type": "Note", "id": content["post"], **author}, "target": content["channel"]}


def _read_unlike(content: JsonObject) -> Activity:
    return {"type": "Undo", "object": content["undoes"]}


def _read_deletion(content: JsonObject) -> Activity:
    return {"type": "Delete", "object": content["post"]}


def _read_membership(content: JsonObject) -> Activity:
    verb = "Join" if content["act"] == "join" else "Leave"
    return {"type": verb, "object": {"type": "Group", "id": content["channel"]}}


READERS: Mapping[str, Callable[[JsonObject], Activity]] = {
    "post": _read_post,
    "like": _read_like,
    "unlike": _read_unlike,
    "deletion": _read_deletion,
    "join": _read_membership,
    "leave": _read_membership,
}
