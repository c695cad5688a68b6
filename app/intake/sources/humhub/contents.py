"""Cuts contents, comments and likes into items: who did what where and when, and no word of what was written."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from app.intake.inbox_kind import NativeItem
from app.intake.json_text import get_number, get_object, get_objects, get_text
from app.kernel.schema import JsonObject

PUBLISHED, PUBLIC, MEMBERS = 1, 1, 0
"""The state of what is published; what everybody may see, and what the members of a space may."""

VISIBLE_SPACES, OPEN_TO_ENTER = (1, 2), 2
"""Spaces that everybody of the network sees; the policy of those that anybody may enter by themselves."""

WRITTEN = {"Post": "Note", "Poll": "Note", "Question": "Question", "WikiPage": "Page"}
"""The models that people write, by the last part of their name, and what each is here."""


def is_visible_space(space: JsonObject) -> bool:
    """Whether everybody of the network sees a space."""
    return space.get("visibility") in VISIBLE_SPACES


def is_open_space(space: JsonObject) -> bool:
    """Whether anybody may enter it, and so read what is written for its members."""
    return is_visible_space(space) and space.get("join_policy") == OPEN_TO_ENTER


def get_model(content: JsonObject) -> str:
    """The model of a content: the last part of the name of its class."""
    return get_text(get_object(content, "metadata"), "object_model").rpartition("\\")[2]


def may_be_kept(content: JsonObject, *, is_open: bool) -> bool:
    """Whether a content is published, and everybody may read it."""
    metadata = get_object(content, "metadata")
    is_published = metadata.get("state", PUBLISHED) == PUBLISHED
    seen_by_all = metadata.get("visibility") == PUBLIC or (is_open and metadata.get("visibility") == MEMBERS)
    return is_published and seen_by_all and get_model(content) in WRITTEN


def cut_content(content: JsonObject, space: str) -> NativeItem | None:
    """The item of a content that may be kept."""
    metadata, number = get_object(content, "metadata"), get_number(content, "id")
    by = find_name(get_object(metadata, "created_by"))
    if not number or not by:
        return None
    act = {"act": "post", "type": WRITTEN[get_model(content)], "by": by, "at": get_text(metadata, "created_at")}
    return NativeItem(f"content/{number}", {**act, "space": space})


def cut_comments(comments: list[JsonObject], content: JsonObject, space: str) -> Iterator[NativeItem]:
    """The items of comments, and of those under them."""
    about = f"content/{get_number(content, 'id')}"
    towards = find_name(get_object(get_object(content, "metadata"), "created_by"))
    answer = "Note" if get_model(content) == "Question" else "Comment"
    for comment in comments:
        yield from _cut_comment(
            comment, {"act": "comment", "type": answer, "about": about, "towards": towards, "space": space}
        )


def _cut_comment(comment: JsonObject, common: JsonObject) -> Iterator[NativeItem]:
    number, by = get_number(comment, "id"), find_name(get_object(comment, "createdBy"))
    if number and by:
        yield NativeItem(f"comment/{number}", {**common, "by": by, "at": get_text(comment, "createdAt")})
        for inner in get_objects(comment, "comments"):
            yield from _cut_comment(inner, {**common, "type": "Comment", "about": f"comment/{number}", "towards": by})


def cut_likes(likes: list[JsonObject], content: JsonObject, space: str) -> Iterator[NativeItem]:
    """The items of the likes of a content."""
    about = f"content/{get_number(content, 'id')}"
    towards = find_name(get_object(get_object(content, "metadata"), "created_by"))
    for like in likes:
        number, by = get_number(like, "id"), find_name(get_object(like, "createdBy"))
        if number and by:
            act = {"act": "like", "about": about, "towards": towards, "by": by, "at": get_text(like, "createdAt")}
            yield NativeItem(f"like/{number}", {**act, "space": space})


def find_name(user: JsonObject) -> str:
    """The name of an account: it stands in the address of its page alone, `/u/ada/`; else its guid."""
    parts = [part for part in urlsplit(get_text(user, "url")).path.split("/") if part]
    return unquote(parts[-1]) if len(parts) > 1 and parts[-2] == "u" else get_text(user, "guid")
