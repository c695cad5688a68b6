"""Cuts a delivery of a webhook into an item: who did what in which topic and when, and no word of what was written."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from hashlib import sha256

from app.intake.inbox_kind import NativeItem, SourceMemory
from app.intake.json_text import get_number, get_object, get_text, parse_json_body
from app.intake.source import ConnectedSource, RawRequest
from app.kernel.schema import JsonObject

WRITTEN_BY_PEOPLE = 1
"""The type of posts that are no small action, no whisper and no note of a moderator."""

Cut = Callable[[JsonObject, JsonObject], dict[str, object] | None]


def cut_delivery(source: ConnectedSource, request: RawRequest, _: SourceMemory) -> Sequence[NativeItem]:
    """The item of a delivery; none for what counts for nothing.

    The body is signed, and says of what the event is: its only member. What happened stands in a header alone. A
    delivery that is tried again has a new id, so what can be named by what it is about is.
    """
    body = parse_json_body(request.body)
    event = request.headers.get("x-discourse-event", "")
    about, cut = CUTS.get(event, ("", _cut_nothing))
    content = get_object(body, about) if isinstance(body, dict) else {}
    act = cut(content, source.options)
    if act is None:
        return []
    at = act.get("at") or request.received_at.isoformat()
    return [NativeItem(_build_native_id(event, content, request), {**act, "at": at})]


def cut_post(post: JsonObject, options: JsonObject) -> dict[str, object] | None:
    """A post that everybody may read, written by a person: private messages have no category."""
    is_gone = any(post.get(name) for name in ("hidden", "user_deleted", "deleted_at"))
    if get_number(post, "post_type") != WRITTEN_BY_PEOPLE or is_gone or not _is_open(post, options):
        return None
    place = _cut_place(post)
    by, is_person = get_text(post, "username"), bool(get_number(post, "user_id"))
    if place is None or not by or not is_person:
        return None
    return {
        "act": "post",
        **place,
        "by": by,
        "at": get_text(post, "created_at"),
        "answers": get_number(post, "reply_to_post_number"),
        "towards": get_text(get_object(post, "reply_to_user"), "username"),
        "question": place["number"] == 1 and post.get("category_id") in options["question_categories"],
    }


def _is_open(thing: JsonObject, options: JsonObject) -> bool:
    is_private = get_text(thing, "topic_archetype") == "private_message"
    return not is_private and get_number(thing, "category_id") in options["categories"]


def _cut_place(post: JsonObject) -> dict[str, object] | None:
    topic, number = get_number(post, "topic_id"), get_number(post, "post_number")
    return {"topic": topic, "number": number, "category": get_number(post, "category_id")} if topic and number else None


def _cut_end(act: str) -> Cut:
    """What takes something back, or brings it back, matters in a category that was closed meanwhile too."""

    def cut_end(post: JsonObject, _: JsonObject) -> dict[str, object] | None:
        place, by = _cut_place(post), get_text(post, "username")
        return {"act": act, **place, "by": by} if place and by else None

    return cut_end


def _cut_topic(topic: JsonObject, options: JsonObject) -> dict[str, object] | None:
    """A new topic is its first post, which is told too where IT asked for both."""
    author = get_object(topic, "created_by")
    first = {
        "topic_id": topic.get("id"),
        "post_number": 1,
        "post_type": WRITTEN_BY_PEOPLE,
        "topic_archetype": topic.get("archetype"),
        "username": author.get("username"),
        "user_id": author.get("id"),
    }
    return cut_post({**topic, **first}, options)


def _cut_like(like: JsonObject, options: JsonObject) -> dict[str, object] | None:
    post, by = get_object(like, "post"), get_text(get_object(like, "user"), "username")
    place = _cut_place(post)
    if place is None or not by or not _is_open(post, options):
        return None
    return {"act": "like", **place, "by": by, "towards": get_text(post, "username")}


def _cut_solution(post: JsonObject, options: JsonObject) -> dict[str, object] | None:
    place, by = _cut_place(post), get_text(post, "username")
    if place is None or not by or not _is_open(post, options):
        return None
    return {"act": "solution", **place, "towards": by}


def _cut_profile(user: JsonObject, _: JsonObject) -> dict[str, object] | None:
    """Settings are told as a profile is: it counts once it says something of the person."""
    by = get_text(user, "username")
    says_something = any(get_text(user, name) for name in ("bio_raw", "location", "website"))
    return {"act": "profile", "by": by} if by and says_something and get_number(user, "id") else None


def _cut_nothing(_: JsonObject, __: JsonObject) -> None:
    return None


def _build_native_id(event: str, content: JsonObject, request: RawRequest) -> str:
    if event in NAMED_BY_WHAT_THEY_ARE_ABOUT:
        about = get_object(content, "post") or content
        return "/".join([event, str(about.get("id")), *map(str, filter(None, [get_object(content, "user").get("id")]))])
    if event == "user_updated":
        return f"{event}/{sha256(request.body).hexdigest()}"
    return f"{event}/{content.get('id')}/{request.headers.get('x-discourse-event-id', '')}"


NAMED_BY_WHAT_THEY_ARE_ABOUT = frozenset({"post_created", "topic_created", "post_liked"})

CUTS: Mapping[str, tuple[str, Cut]] = {
    "post_created": ("post", cut_post),
    "post_destroyed": ("post", _cut_end("deletion")),
    "post_recovered": ("post", _cut_end("recovery")),
    "topic_created": ("topic", _cut_topic),
    "post_liked": ("like", _cut_like),
    "accepted_solution": ("solved", _cut_solution),
    "unaccepted_solution": ("solved", _cut_end("end of solution")),
    "user_updated": ("user", _cut_profile),
}
"""By event: the member of the body that is about it, and what is cut out of that."""
