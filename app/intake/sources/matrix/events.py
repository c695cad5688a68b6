"""Cuts events of rooms into items: who did what to which event and when, and no word of what was written."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from app.intake.inbox_kind import NativeItem
from app.intake.json_text import get_object, get_text
from app.intake.sources.matrix.rooms import INVITED, Rooms, remember_predecessor
from app.kernel.schema import JsonObject

LAST_MOMENT = 253_402_300_799_000
"""The last millisecond of the year 9999."""

MOST_MENTIONS = 20
POLLS = ("m.poll.start", "org.matrix.msc3381.poll.start")
SPOKEN = frozenset({"m.audio", "m.emote", "m.file", "m.image", "m.location", "m.text", "m.video"})
"""What people write or show. `m.notice` is written by programs."""


def cut_events(events: Iterable[object], rooms: Rooms, bot: str) -> list[NativeItem]:
    """The items of events that may count, in their order; what they tell of rooms is remembered on the way.

    Nothing is cut of a room that is private, or of which nobody heard yet, but for what takes back what counted before.
    """
    items = [_cut_event(event, rooms, bot) for event in events if isinstance(event, dict)]
    return [item for item in items if item is not None]


def _cut_event(event: JsonObject, rooms: Rooms, bot: str) -> NativeItem | None:
    kind, room, sender = get_text(event, "type"), get_text(event, "room_id"), get_text(event, "sender")
    event_id = get_text(event, "event_id")
    if not (event_id and room and sender) or (kind in STATES and _remember_state(event, kind, rooms, bot)):
        return None
    cut = CUTS.get(kind)
    if cut is None or bot in (sender, event.get("state_key")):
        return None
    act = cut(event, get_object(event, "content"))
    may_pass = rooms.was_ever_public(room) if act and act["act"] in ENDINGS else rooms.is_public(room)
    if act is None or not may_pass:
        return None
    return NativeItem(event_id, {**act, "room": room, "sender": sender, "at": _get_moment(event)})


def _remember_state(event: JsonObject, kind: str, rooms: Rooms, bot: str) -> bool:
    """Whether the event tells of its room alone; then it is remembered."""
    content, room = get_object(event, "content"), get_text(event, "room_id")
    if kind == "m.room.join_rules":
        is_public = content.get("join_rule") == "public"
        rooms.remember_rule(room, _get_moment(event) or 0, is_public=is_public)
    elif kind == "m.room.create":
        if predecessor := get_text(get_object(content, "predecessor"), "room_id"):
            remember_predecessor(rooms.memory, room, predecessor)
    elif kind == "m.room.tombstone":
        if (newer := get_text(content, "replacement_room")) and rooms.is_public(room):
            rooms.memory.set(INVITED + newer, {})
    elif kind == "m.room.member" and event.get("state_key") == bot:
        if content.get("membership") == "invite":
            rooms.memory.set(INVITED + room, {})
    else:
        return False
    return True


def _get_moment(event: JsonObject) -> int | None:
    """When it happened, in milliseconds; None for what is no moment."""
    at = event.get("origin_server_ts")
    return at if isinstance(at, int) and not isinstance(at, bool) and 0 <= at <= LAST_MOMENT else None


def _cut_message(_: JsonObject, content: JsonObject) -> dict[str, object] | None:
    """A message, and what it answers. What was redacted meanwhile has no content, an edit replaces another event: neither is a post."""
    return _cut_post(content) if get_text(content, "msgtype") in SPOKEN else None


def _cut_poll(_: JsonObject, content: JsonObject) -> dict[str, object] | None:
    return _cut_post(content) if content else None


def _cut_post(content: JsonObject) -> dict[str, object] | None:
    relation = get_object(content, "m.relates_to")
    if get_text(relation, "rel_type") == "m.replace":
        return None
    mentioned = get_object(content, "m.mentions").get("user_ids")
    mentions = [name for name in mentioned if isinstance(name, str)] if isinstance(mentioned, list) else []
    answers = _find_answered_event(relation) if relation else ""
    return {"act": "post", "answers": answers, "mentions": mentions[:MOST_MENTIONS]}


def _find_answered_event(relation: JsonObject) -> str:
    """The event that a reply names, or the first of its thread: in a thread, the reply to the last one is for old programs alone."""
    replied = get_text(get_object(relation, "m.in_reply_to"), "event_id")
    if get_text(relation, "rel_type") != "m.thread":
        return replied
    is_for_old_programs = relation.get("is_falling_back") is True
    return get_text(relation, "event_id") if is_for_old_programs or not replied else replied


def _cut_reaction(_: JsonObject, content: JsonObject) -> dict[str, object] | None:
    relation = get_object(content, "m.relates_to")
    towards = get_text(relation, "event_id")
    return {"act": "reaction", "towards": towards} if towards else None


def _cut_redaction(event: JsonObject, content: JsonObject) -> dict[str, object] | None:
    """Since version 11 of rooms, the content says what is redacted; before, the event did."""
    redacted = get_text(content, "redacts") or get_text(event, "redacts")
    return {"act": "redaction", "of": redacted} if redacted else None


def _cut_membership(event: JsonObject, content: JsonObject) -> dict[str, object] | None:
    """Who joined or left. An invitation, a request to join and a guest count for nothing."""
    before = get_object(get_object(event, "unsigned"), "prev_content") or get_object(event, "prev_content")
    who, membership = get_text(event, "state_key"), get_text(content, "membership")
    if membership == "join" and content.get("kind") != "guest":
        return {"act": "join", "who": who, "was_in": before.get("membership") == "join"}
    return {"act": "leave", "who": who} if membership in ("ban", "leave") else None


STATES = frozenset({"m.room.create", "m.room.join_rules", "m.room.member", "m.room.tombstone"})
"""What may tell of a room alone."""

ENDINGS = frozenset({"leave", "redaction"})
"""What takes back something that may have counted: it is heard in a room that has become private too."""

CUTS: dict[str, Callable[[JsonObject, JsonObject], dict[str, object] | None]] = {
    "m.reaction": _cut_reaction,
    "m.room.member": _cut_membership,
    "m.room.message": _cut_message,
    "m.room.redaction": _cut_redaction,
    **dict.fromkeys(POLLS, _cut_poll),
}
