"""Makes the activity of an item that says who posted, answered, liked or took back what: for networks whose items are alike."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from app.intake.inbox_kind import NativeItem
from app.intake.json_text import parse_cloud_event
from app.intake.source import ConnectedSource, ParsedItem
from app.kernel.schema import JsonObject

BY_SOMEBODY = frozenset({"deletion", "unlike"})
"""Such a network does not say who did it, and let them do so."""

Activity = dict[str, object]
ActReaders = Mapping[str, Callable[[JsonObject], Activity]]
"""How the content of an item becomes an activity, by its `act`."""


def read_act(
    source: ConnectedSource, item: NativeItem, *, kind: str, at: str | None, readers: ActReaders
) -> Sequence[ParsedItem]:
    """The event of one item, under its own id; `at` is the moment, in RFC 3339."""
    content, act = item.content, item.content["act"]
    activity = {"id": item.native_id, "actor": content.get("who", source.name), "published": at}
    event = {
        "specversion": "1.0",
        "id": item.native_id,
        "source": source.name,
        "type": f"{kind}.{act}",
        "data": activity | readers[act](content),
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


POST_READERS: ActReaders = {
    "post": _read_post,
    "like": _read_like,
    "unlike": _read_unlike,
    "deletion": _read_deletion,
}
