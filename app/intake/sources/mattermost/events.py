"""Cuts webhooks and posts into items: who did what to which post and when, and no word of what was written."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from hashlib import sha256

from app.intake.inbox_kind import NativeItem, SourceMemory
from app.intake.json_text import get_object, get_objects, get_text
from app.intake.likes import forget_likes, keep_standing_likes
from app.kernel.schema import JsonObject

LAST_MOMENT = 253_402_300_799_000
"""The last millisecond of the year 9999."""

MENTION = re.compile(r"(?<![\w@])@([a-z0-9][a-z0-9._-]{0,63})")
EVERYBODY = frozenset({"all", "channel", "here"})
MOST_MENTIONS = 20
SPOKEN = frozenset({"", "me"})
"""Types of posts that people write; others are written by programs, or tell of the channel."""

PROGRAMS = ("from_webhook", "from_bot", "from_plugin", "from_oauth_app")
MEMBERSHIPS = {
    "system_join_channel": ("join", ""),
    "system_leave_channel": ("leave", ""),
    "system_add_to_channel": ("join", "addedUserId"),
    "system_remove_from_channel": ("leave", "removedUserId"),
}
"""What posts of the system tell of who is in the channel: the act, and the property that names the person, if not the author."""


def cut_hook(hook: Mapping[str, object], *, is_form: bool) -> NativeItem | None:
    """The item of an outgoing webhook. Its moment is in milliseconds as JSON, and in seconds as a form."""
    post, who, channel = (get_text(hook, name) for name in ("post_id", "user_name", "channel_id"))
    stamp = hook.get("timestamp")
    if is_form:
        stamp = int(stamp) * 1_000 if isinstance(stamp, str) and re.fullmatch("[0-9]{1,12}", stamp) else None
    if not (post and who and channel):
        return None
    mentions = _find_mentions(get_text(hook, "text"))
    act = {"act": "post", "who": who, "post": post, "channel": channel, "answers": "", "mentions": mentions}
    return NativeItem(post, {**act, "at": get_moment({"at": stamp}, "at")})


def get_moment(members: Mapping[str, object], name: str) -> int | None:
    """A moment in milliseconds; None for what is none."""
    at = members.get(name)
    return at if isinstance(at, int) and not isinstance(at, bool) and 0 < at <= LAST_MOMENT else None


def cut_post(post: JsonObject, memory: SourceMemory) -> Iterator[NativeItem]:
    """The items of a post as it is now: that it was written or deleted, who joined, and which likes came and went since it was read.

    Whoever did something is named by the id of the account, until its name is looked up.
    """
    own, author, channel = (get_text(post, name) for name in ("id", "user_id", "channel_id"))
    written_at, changed_at = get_moment(post, "create_at"), get_moment(post, "update_at")
    if not (own and author and channel):
        return
    about = {"post": own, "channel": channel}
    if deleted_at := get_moment(post, "delete_at"):
        forget_likes(memory, own)
        yield NativeItem(f"{own} deleted", {**about, "act": "deletion", "who": author, "at": deleted_at})
        return
    act = _cut_membership(post, author) or _cut_words(post, author)
    if act is None:
        return
    yield NativeItem(own, {**about, **act, "at": written_at})
    if act["act"] == "post" and (post.get("has_reactions") is True or changed_at != written_at):
        yield from _cut_likes(post, {**about, "author": author}, changed_at, memory)


def _cut_membership(post: JsonObject, author: str) -> JsonObject | None:
    act, named = MEMBERSHIPS.get(get_text(post, "type"), ("", ""))
    who = get_text(get_object(post, "props"), named) if named else author
    return {"act": act, "who": who} if act and who else None


def _cut_words(post: JsonObject, author: str) -> JsonObject | None:
    properties = get_object(post, "props")
    if get_text(post, "type") not in SPOKEN or any(properties.get(name) for name in PROGRAMS):
        return None
    mentions = _find_mentions(get_text(post, "message"))
    return {"act": "post", "who": author, "answers": get_text(post, "root_id"), "mentions": mentions}


def _find_mentions(text: str) -> list[str]:
    names = dict.fromkeys(name.rstrip("._-") for name in MENTION.findall(text))
    return [name for name in names if name not in EVERYBODY][:MOST_MENTIONS]


def _cut_likes(post: JsonObject, about: JsonObject, at: int | None, memory: SourceMemory) -> Iterator[NativeItem]:
    """Mattermost tells the reactions that stand: what came and went is what differs from those that stood before.

    A reaction that is made again keeps the moment of the first: only that of its latest change tells them apart.
    """
    likes = dict[str, NativeItem]()
    for reaction in get_objects(get_object(post, "metadata"), "reactions"):
        who, emoji, made_at = get_text(reaction, "user_id"), get_text(reaction, "emoji_name"), _get_change(reaction)
        key = sha256(f"{about['post']}\n{who}\n{emoji}".encode()).hexdigest()[:32]
        if who and made_at is not None:
            like = {**about, "act": "like", "who": who, "at": made_at}
            likes[key] = NativeItem(f"{about['post']}/{key}/{made_at}", like)
    new, gone = keep_standing_likes(memory, about["post"], {key: like.native_id for key, like in likes.items()})
    yield from (like for key, like in likes.items() if key in new)
    for like_id in gone:
        yield NativeItem(f"{like_id} undone", {**about, "act": "unlike", "undoes": like_id, "at": at})


def _get_change(reaction: JsonObject) -> int | None:
    return get_moment(reaction, "update_at") or get_moment(reaction, "create_at")
