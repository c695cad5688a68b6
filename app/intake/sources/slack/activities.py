"""Makes activities of items: posts, answers, reactions, what is taken back, and who is in which channel."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from app.intake.acts import Activity, parse_act_event
from app.intake.inbox_kind import NativeItem, SourceMemory
from app.intake.source import ConnectedSource, ParsedItem
from app.kernel.schema import JsonObject

FIRST_MOMENT = datetime(1970, 1, 1, tzinfo=UTC)
REACTION = "reaction:"


def read_item(source: ConnectedSource, item: NativeItem, memory: SourceMemory) -> Sequence[ParsedItem]:
    """The event of one item; none for a reaction that was taken back already. Its id is that of Slack's event or message."""
    content, at = item.content, item.content["at"]
    activity = READERS[content["act"]](item, memory)
    if activity is None:
        return []
    moment = None if at is None else (FIRST_MOMENT + timedelta(microseconds=at)).isoformat()
    whole = {"id": item.native_id, "actor": content["who"], "published": moment, **activity}
    is_deletion = content["act"] == "deletion"
    return [parse_act_event(item, whole, source=source.name, kind="slack", is_moderation=is_deletion)]


def _build_message_id(content: JsonObject, ts: str) -> str:
    """A message has no id: its moment is one within its channel."""
    return f"{content['channel']}/{ts}"


def _read_post(item: NativeItem, _: SourceMemory) -> Activity:
    """The id of a message stands for its post: another event that tells of the same message is no second one."""
    content = item.content
    own = _build_message_id(content, content["ts"])
    note: Activity = {"type": "Note", "id": own}
    post: Activity = {"type": "Create", "id": own, "object": note, "target": content["channel"]}
    if "answers" not in content:
        return {**post, "to": content["mentions"]}
    author = {"attributedTo": content["answered"]} if content["answered"] else {}
    note["inReplyTo"] = {"id": _build_message_id(content, content["answers"]), **author}
    return post


def _read_deletion(item: NativeItem, _: SourceMemory) -> Activity:
    """A message with answers is deleted twice: it becomes a tombstone, which is deleted with the last of its answers."""
    deleted = _build_message_id(item.content, item.content["of"])
    return {"type": "Delete", "object": deleted, "id": f"deletion of {deleted}"}


def _read_reaction(item: NativeItem, memory: SourceMemory) -> Activity | None:
    """A like, unless it was taken back afterwards; each emoji is one, and one of a person counts."""
    content, key, at = item.content, _build_reaction_key(item.content), item.content["at"] or 0
    if (memory.get(key) or {"at": -1})["at"] >= at:
        return None
    memory.set(key, {"id": item.native_id, "at": at})
    author = {"attributedTo": content["author"]} if content["author"] else {}
    note = {"type": "Note", "id": _build_message_id(content, content["towards"]), **author}
    return {"type": "Like", "object": note, "target": content["channel"]}


def _read_removal(item: NativeItem, memory: SourceMemory) -> Activity | None:
    """Slack does not name the reaction that is taken back by an id: which one it was is remembered."""
    key, at = _build_reaction_key(item.content), item.content["at"] or 0
    before = memory.get(key) or {"id": None, "at": -1}
    if before["at"] > at:
        return None
    memory.set(key, {"id": None, "at": at})
    return {"type": "Undo", "object": before["id"]} if before["id"] else None


def _build_reaction_key(content: JsonObject) -> str:
    """Under which a reaction is remembered: a digest, which names nobody."""
    named = (content["channel"], content["towards"], content["who"], content["emoji"])
    return REACTION + sha256("\n".join(named).encode()).hexdigest()[:32]


def _read_membership(item: NativeItem, _: SourceMemory) -> Activity:
    verb = "Join" if item.content["act"] == "joined" else "Leave"
    return {"type": verb, "object": {"type": "Group", "id": item.content["channel"]}}


READERS: Mapping[str, Callable[[NativeItem, SourceMemory], Activity | None]] = {
    "post": _read_post,
    "deletion": _read_deletion,
    "added": _read_reaction,
    "removed": _read_removal,
    "joined": _read_membership,
    "left": _read_membership,
}
