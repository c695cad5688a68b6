"""Makes activities of items: posts, answers, reactions, what is taken back, and who is in which community."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta

from app.intake.acts import parse_act_event
from app.intake.inbox_kind import NativeItem, SourceMemory
from app.intake.source import ConnectedSource, ParsedItem
from app.intake.sources.matrix.rooms import build_member_key, find_first_room
from app.kernel.schema import JsonObject

FIRST_MOMENT = datetime(1970, 1, 1, tzinfo=UTC)

Activities = Sequence[dict[str, object]]


def read_item(source: ConnectedSource, item: NativeItem, memory: SourceMemory) -> Sequence[ParsedItem]:
    """The events of one item. Its id is that of the network's event, which it keeps when it is sent again."""
    content, at = item.content, item.content["at"]
    moment = None if at is None else (FIRST_MOMENT + timedelta(milliseconds=at)).isoformat()
    community = find_first_room(memory, content["room"])
    return [
        _build_event(source, item, {"published": moment, "id": item.native_id, **activity})
        for activity in READERS[content["act"]](item, community, memory)
    ]


def _build_event(source: ConnectedSource, item: NativeItem, activity: dict[str, object]) -> ParsedItem:
    """The server let whoever redacts do so: it is taken back, whoever wrote it."""
    server, is_redaction = f"https://{source.options['server_name']}", item.content["act"] == "redaction"
    own = str(activity["id"])
    return parse_act_event(item, activity, source=server, kind="matrix", event_id=own, is_moderation=is_redaction)


def _build_account(name: str) -> str:
    """`@ada:example.org` as an account of a host."""
    return "acct:" + name.removeprefix("@").replace(":", "@", 1)


def _read_post(item: NativeItem, community: str, _: SourceMemory) -> Activities:
    """A post names whom it mentions; whose text an answer answers is in the journal."""
    content, note = item.content, {"type": "Note", "id": item.native_id}
    post: dict[str, object] = {"type": "Create", "actor": _build_account(content["sender"]), "target": community}
    if content["answers"]:
        note["inReplyTo"] = content["answers"]
    else:
        post["to"] = [_build_account(name) for name in content["mentions"]]
    return [{**post, "object": note}]


def _read_reaction(item: NativeItem, community: str, _: SourceMemory) -> Activities:
    content = item.content
    note = {"type": "Note", "id": content["towards"]}
    return [{"type": "Like", "actor": _build_account(content["sender"]), "object": note, "target": community}]


def _read_redaction(item: NativeItem, _: str, __: SourceMemory) -> Activities:
    """A redaction does not say of what: a reaction is undone by it, a post is deleted with what rests on it."""
    content, actor = item.content, _build_account(item.content["sender"])
    return [
        {"type": "Undo", "actor": actor, "object": content["of"]},
        {"type": "Delete", "actor": actor, "object": content["of"], "id": f"deletion of {content['of']}"},
    ]


def _read_join(item: NativeItem, community: str, memory: SourceMemory) -> Activities:
    """A new name or picture is another join, and so is everybody's in a room that was upgraded: only who was not in joins."""
    content = item.content
    key, at = build_member_key(community, content["who"]), content["at"] or 0
    before = memory.get(key) or {"is_in": content["was_in"], "at": 0}
    if at < before["at"]:
        return []
    memory.set(key, {"is_in": True, "at": at, "room": content["room"]})
    return [] if before["is_in"] else [_build_membership("Join", content, community)]


def _read_leave(item: NativeItem, community: str, memory: SourceMemory) -> Activities:
    """A declined invitation is a leave of somebody who is not in; who leaves the older room of two is still in the newer one."""
    content = item.content
    key, at = build_member_key(community, content["who"]), content["at"] or 0
    before = memory.get(key)
    if before is None or at < before["at"] or before["room"] != content["room"]:
        return []
    memory.set(key, {"is_in": False, "at": at, "room": content["room"]})
    return [_build_membership("Leave", content, community)] if before["is_in"] else []


def _build_membership(verb: str, content: JsonObject, community: str) -> dict[str, object]:
    return {"type": verb, "actor": _build_account(content["who"]), "object": {"type": "Group", "id": community}}


READERS: Mapping[str, Callable[[NativeItem, str, SourceMemory], Activities]] = {
    "post": _read_post,
    "reaction": _read_reaction,
    "redaction": _read_redaction,
    "join": _read_join,
    "leave": _read_leave,
}
