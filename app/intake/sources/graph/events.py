"""Hears notifications: each names a message that was made, changed or deleted, or says what becomes of a subscription."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from app.intake.inbox_kind import NativeItem, SourceMemory
from app.intake.json_text import get_text
from app.intake.likes import forget_likes
from app.intake.source import ConnectedSource
from app.intake.sources.graph.rooms import CHANGED, LIFECYCLE, find_message, is_public, was_ever_public
from app.kernel.schema import JsonObject

LIFECYCLE_EVENTS = frozenset({"missed", "reauthorizationRequired", "subscriptionRemoved"})


def hear_notifications(
    source: ConnectedSource, notifications: Iterable[JsonObject], memory: SourceMemory, at: datetime
) -> Iterator[NativeItem]:
    """The items of deletions; what was made or changed is remembered, and fetched at the next call, and so is what a subscription needs."""
    for notification in notifications:
        lifecycle, subscription = get_text(notification, "lifecycleEvent"), get_text(notification, "subscriptionId")
        if lifecycle in LIFECYCLE_EVENTS and subscription:
            memory.set(LIFECYCLE + subscription, {"event": lifecycle})
            continue
        place = find_message(source, get_text(notification, "resource"))
        if place is None:
            continue
        channel, ids = place
        if get_text(notification, "changeType") != "deleted":
            if is_public(memory, channel):
                memory.set(f"{CHANGED}{'/'.join([channel, *ids])} {at.isoformat()}", {})
        elif was_ever_public(memory, channel):
            yield cut_deletion(f"{channel}/{ids[-1]}", at.isoformat(), memory)


def cut_deletion(post: str, at: str, memory: SourceMemory) -> NativeItem:
    """The item of a message that was deleted; Graph does not say by whom."""
    forget_likes(memory, post)
    return NativeItem(f"{post} deleted", {"act": "deletion", "post": post, "at": at})
