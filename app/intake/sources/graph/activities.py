"""Makes activities of items: posts, answers, likes, and what is taken back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from app.intake.inbox_kind import NativeItem, SourceMemory
from app.intake.json_text import parse_cloud_event
from app.intake.source import ConnectedSource, ParsedItem
from app.kernel.schema import JsonObject

BY_SOMEBODY = frozenset({"deletion", "unlike"})
"""Graph does not say who did it, and Teams let them do so."""

Activity = dict[str, object]


def read_item(source: ConnectedSource, item: NativeItem, _: SourceMemory) -> Sequence[ParsedItem]:
    """The event of one item, under the id of the message, or of the like with its moment."""
    content, act = item.content, item.content["act"]
    activity = {"id": item.native_id, "actor": content.get("who", source.name), "published": content["at"]}
    event = {
        "specversion": "1.0",
        "id": item.native_id,
        "source": source.name,
        "type": f"graph.{act}",
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
    note = {"type": "Note", "id": content["post"], "attributedTo": content["author"]}
    return {"type": "Like", "object": note, "target": content["channel"]}


def _read_unlike(content: JsonObject) -> Activity:
    return {"type": "Undo", "object": content["undoes"]}


def _read_deletion(content: JsonObject) -> Activity:
    return {"type": "Delete", "object": content["post"]}


READERS: Mapping[str, Callable[[JsonObject], Activity]] = {
    "post": _read_post,
    "like": _read_like,
    "unlike": _read_unlike,
    "deletion": _read_deletion,
}
