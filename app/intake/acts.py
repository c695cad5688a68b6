"""Makes events of items: the envelope that every network needs, and the activities of networks whose items are alike."""

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


def parse_act_event(
    item: NativeItem,
    activity: Activity,
    *,
    source: str,
    kind: str,
    event_id: str | None = None,
    is_moderation: bool = False,
) -> ParsedItem:
    """The event that carries an activity, under the id of its item unless another is given; or its rejection.

    `source` is what the network calls itself; with `is_moderation`, whoever may take back what others did.
    """
    event = {
        "specversion": "1.0",
        "id": event_id or item.native_id,
        "source": source,
        "type": f"{kind}.{item.content.get('act', 'message')}",
        "data": activity,
        "moderation": is_moderation,
    }
    return parse_cloud_event(event, item.native_id)


def read_act(
    source: ConnectedSource, item: NativeItem, *, kind: str, at: str | None, readers: ActReaders
) -> Sequence[ParsedItem]:
    """The event of one item, under its own id; `at` is the moment, in RFC 3339."""
    content, act = item.content, item.content["act"]
    activity = {"id": item.native_id, "actor": content.get("who", source.name), "published": at}
    activity |= readers[act](content)
    return [parse_act_event(item, activity, source=source.name, kind=kind, is_moderation=act in BY_SOMEBODY)]


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
