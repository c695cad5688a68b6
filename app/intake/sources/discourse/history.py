"""Reads the list of posts, from the newest down to where it was read before: the first import, and what was not heard since."""

from __future__ import annotations

from app.intake.inbox_kind import NativeItem, NetworkClient, PolledItems, SourceMemory
from app.intake.interpretation import ACTIVITY_KEPT_FOR
from app.intake.json_text import get_number, get_objects, get_text
from app.intake.responses import fetch_json, find_day_before
from app.intake.source import ConnectedSource
from app.intake.sources.discourse.events import cut_post
from app.kernel.schema import JsonObject

STATE = "posts"
"""The key of how far the list is read: to `read` wholly, and in this round from `newest` down to `next`."""

WINDOW = 50
"""Ids of posts that one page of the list spans; it may be empty although older posts follow."""


def poll_posts(source: ConnectedSource, memory: SourceMemory, client: NetworkClient) -> PolledItems:
    """One page of the list of public posts; nothing where no API key is given."""
    key = source.secret.partition(" ")[2]
    if not key:
        return PolledItems()
    state: JsonObject = {"read": 0, "newest": 0, "next": 0, "since": "", **(memory.get(STATE) or {})}
    before = f"?before={state['next']}" if state["next"] else ""
    headers = {"Api-Key": key, "Api-Username": source.options["api_user"]}
    page = fetch_json(client, f"{source.options['address'].rstrip('/')}/posts.json{before}", headers)
    listed = get_objects(page, "latest_posts") if isinstance(page, dict) else []
    posts = [post for post in listed if get_number(post, "id")]
    state = _follow_page(state, posts)
    memory.set(STATE, state)
    items = [item for post in posts if (item := _cut_listed_post(post, source.options))]
    has_more = "next" in state
    return PolledItems(items, has_more=has_more, progress=f"down to post {state['next']}" if has_more else "")


def _follow_page(state: JsonObject, posts: list[JsonObject]) -> JsonObject:
    """How far the list is read after this page."""
    ids = [get_number(post, "id") for post in posts]
    newest = state["newest"] or max(ids, default=0)
    days = [get_text(post, "created_at")[:10] for post in posts]
    since = state["since"] or find_day_before(max(days, default=""), ACTIVITY_KEPT_FOR)
    following = min(ids) - 1 if ids else state["next"] - WINDOW
    is_too_old = bool(days) and max(days) < since
    if following <= max(state["read"], 0) or is_too_old:
        return {"read": max(newest, state["read"])}
    return {**state, "newest": newest, "since": since, "next": following}


def _cut_listed_post(post: JsonObject, options: JsonObject) -> NativeItem | None:
    act = cut_post(post, options)
    return NativeItem(f"post_created/{post['id']}", act) if act else None
