"""Cuts a message as Graph answers it into items: who wrote it, who likes it and when, and no word of it."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256

from app.intake.inbox_kind import NativeItem, SourceMemory
from app.intake.json_text import get_object, get_objects, get_text
from app.intake.likes import keep_standing_likes
from app.intake.sources.graph.events import cut_deletion
from app.kernel.schema import JsonObject

MOST_MENTIONS = 20


def cut_message(message: JsonObject, channel: str, tenant: str, memory: SourceMemory) -> Iterator[NativeItem]:
    """The items of one message and its answers: that it was written or deleted, and which likes came and went since it was read."""
    own = f"{channel}/{get_text(message, 'id')}"
    author = _find_person(get_object(message, "from"), tenant)
    if deleted_at := get_text(message, "deletedDateTime"):
        yield cut_deletion(own, deleted_at, memory)
    elif get_text(message, "id") and get_text(message, "messageType") == "message" and author:
        about = {"post": own, "channel": channel, "author": author}
        yield NativeItem(own, _cut_post(message, about, tenant))
        yield from _cut_likes(message, about, tenant, memory)
    for answer in get_objects(message, "replies"):
        yield from cut_message(answer, channel, tenant, memory)


def _find_person(who: JsonObject, tenant: str) -> str:
    """The id of somebody of the tenant; empty for programs, and for people of other companies."""
    person = get_object(who, "user")
    is_here = get_text(person, "userIdentityType") in ("", "aadUser")
    return get_text(person, "id") if is_here and get_text(person, "tenantId") in ("", tenant) else ""


def _cut_post(message: JsonObject, about: JsonObject, tenant: str) -> JsonObject:
    people = (_find_person(get_object(each, "mentioned"), tenant) for each in get_objects(message, "mentions"))
    mentions = [person for person in people if person][:MOST_MENTIONS]
    first, at = get_text(message, "replyToId"), get_text(message, "createdDateTime")
    answers = f"{about['channel']}/{first}" if first else ""
    return {**about, "act": "post", "who": about["author"], "at": at, "answers": answers, "mentions": mentions}


def _cut_likes(message: JsonObject, about: JsonObject, tenant: str, memory: SourceMemory) -> Iterator[NativeItem]:
    likes = dict[str, NativeItem]()
    for reaction in get_objects(message, "reactions"):
        who, made_at = _find_person(get_object(reaction, "user"), tenant), get_text(reaction, "createdDateTime")
        sign = get_text(reaction, "reactionType")
        key = sha256(f"{about['post']}\n{who}\n{sign}".encode()).hexdigest()[:32]
        if who and made_at:
            like = {**about, "act": "like", "who": who, "at": made_at}
            likes[key] = NativeItem(f"{about['post']}/{key}/{made_at}", like)
    new, gone = keep_standing_likes(memory, about["post"], {key: like.native_id for key, like in likes.items()})
    yield from (like for key, like in likes.items() if key in new)
    at = get_text(message, "lastModifiedDateTime")
    for like_id in gone:
        yield NativeItem(f"{like_id} undone", {**about, "act": "unlike", "undoes": like_id, "at": at})
