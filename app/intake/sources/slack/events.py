"""Cuts a callback of the Events API into an item: who did what to which message and when, and no word of what was written."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from app.intake.inbox_kind import NativeItem, SourceMemory
from app.intake.json_text import get_object, get_objects, get_text
from app.intake.sources.slack.rooms import is_public, remember_type, was_ever_public
from app.kernel.schema import JsonObject

TIMESTAMP = re.compile(r"([0-9]{1,11})\.([0-9]{6})")
LAST_SECOND = 253_402_300_799
"""The last second of the year 9999."""

MENTION = re.compile(r"<@([A-Z0-9]{2,30})(?:\|[^>]*)?>")
MOST_MENTIONS = 20
SPOKEN = frozenset({"", "file_share", "me_message", "thread_broadcast"})
"""Subtypes of what people write or show; the others are said by programs, or tell of the channel."""

SLACKBOT = "USLACKBOT"
NEW_TYPES = {"channel_convert_to_private": "group", "channel_convert_to_public": "channel"}
"""What a message that announces it says of its channel, whatever type it has itself."""

Act = dict[str, object]


def cut_callback(callback: JsonObject, memory: SourceMemory) -> NativeItem | None:
    """The item of one callback, None for what does not count; what it tells of its channel is remembered on the way.

    Nothing is cut of a channel that is private, or of which no message came yet, but for what takes back what counted before.
    """
    event, event_id = get_object(callback, "event"), get_text(callback, "event_id")
    channel = get_text(event, "channel") or get_text(get_object(event, "item"), "channel")
    at = _get_moment(callback, event)
    remember_type(memory, channel, at or 0, _find_channel_type(event))
    cut = CUTS.get(get_text(event, "type"))
    act = cut(event) if cut and channel and event_id else None
    if act is None or _is_nobody_here(callback, event, act):
        return None
    if not (was_ever_public if act["act"] in ENDINGS else is_public)(memory, channel):
        return None
    return NativeItem(event_id, {**act, "channel": channel, "at": at})


def _find_channel_type(event: JsonObject) -> str:
    return NEW_TYPES.get(get_text(event, "subtype")) or get_text(event, "channel_type")


def _get_moment(callback: JsonObject, event: JsonObject) -> int | None:
    """When it happened, in microseconds: the event's own moment, else that of its delivery; None for what is no moment."""
    stamp = TIMESTAMP.fullmatch(get_text(event, "event_ts") or get_text(event, "ts"))
    seconds = int(stamp[1]) if stamp else callback.get("event_time")
    if not isinstance(seconds, int) or isinstance(seconds, bool) or not 0 <= seconds <= LAST_SECOND:
        return None
    return seconds * 1_000_000 + (int(stamp[2]) if stamp else 0)


def _is_nobody_here(callback: JsonObject, event: JsonObject, act: Act) -> bool:
    """Whether a program did it, or somebody of another company in a shared channel. What is deleted is so whoever wrote it."""
    if act["act"] == "deletion":
        return False
    bots = {get_text(each, "user_id") for each in get_objects(callback, "authorizations") if each.get("is_bot") is True}
    home, ours = get_text(event, "user_team"), (get_text(callback, "team_id"), get_text(callback, "enterprise_id"))
    is_program = bool(event.get("bot_id")) or act["who"] in {SLACKBOT, *bots}
    return not act["who"] or is_program or bool(home and home not in ours)


def _cut_message(event: JsonObject) -> Act | None:
    """A post or an answer; a deletion, which of a message with answers is told as a change into a tombstone. An edit is neither."""
    subtype, changed = get_text(event, "subtype"), get_object(event, "message")
    if subtype == "message_deleted":
        return _cut_deletion(event, get_text(event, "deleted_ts"))
    if subtype == "message_changed" and changed.get("subtype") == "tombstone":
        return _cut_deletion(event, get_text(changed, "ts"))
    return _cut_post(event) if subtype in SPOKEN and get_text(event, "ts") else None


def _cut_deletion(event: JsonObject, of: str) -> Act | None:
    """Slack does not say who deleted it."""
    author = get_text(get_object(event, "previous_message"), "user")
    return {"act": "deletion", "who": author or SLACKBOT, "of": of} if of else None


def _cut_post(event: JsonObject) -> Act:
    own, thread = get_text(event, "ts"), get_text(event, "thread_ts")
    author = get_text(event, "parent_user_id") or get_text(get_object(event, "root"), "user")
    mentions = list(dict.fromkeys(MENTION.findall(get_text(event, "text"))))[:MOST_MENTIONS]
    post: Act = {"act": "post", "who": get_text(event, "user"), "ts": own, "mentions": mentions}
    return {**post, "answers": thread, "answered": author} if thread and thread != own else post


def _cut_reaction(event: JsonObject) -> Act | None:
    """A reaction to a message; those to files are none."""
    item = get_object(event, "item")
    towards, act = get_text(item, "ts"), get_text(event, "type").removeprefix("reaction_")
    if item.get("type") != "message" or not towards:
        return None
    reaction = {"act": act, "who": get_text(event, "user"), "towards": towards, "emoji": get_text(event, "reaction")}
    return {**reaction, "author": get_text(event, "item_user")}


def _cut_membership(event: JsonObject) -> Act:
    return {"act": get_text(event, "type").split("_")[1], "who": get_text(event, "user")}


ENDINGS = frozenset({"deletion", "left", "removed"})
"""What takes back something that may have counted: it is heard of a channel that has become private too."""

CUTS: Mapping[str, Callable[[JsonObject], Act | None]] = {
    "message": _cut_message,
    "reaction_added": _cut_reaction,
    "reaction_removed": _cut_reaction,
    "member_joined_channel": _cut_membership,
    "member_left_channel": _cut_membership,
}
