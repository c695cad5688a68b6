"""What is remembered of channels: whether everybody of their team may read them, and what is to be fetched of them."""

from __future__ import annotations

import re

from app.intake.inbox_kind import SourceMemory
from app.intake.source import ConnectedSource

CHANNEL, CHANGED, DELTA, LIFECYCLE, SUBSCRIPTION = "channel:", "changed:", "delta:", "lifecycle:", "subscription:"
RESOURCE = re.compile(
    r"teams\('([^'/?#]+)'\)/channels\('([^'/?#]+)'\)/messages\('([^'/?#]+)'\)(?:/replies\('([^'/?#]+)'\))?"
)


def find_message(source: ConnectedSource, resource: str) -> tuple[str, list[str]] | None:
    """The channel of a resource, as the options name it, and the ids of its message and answer; None for any other."""
    match = RESOURCE.fullmatch(resource.removeprefix("/"))
    channel = f"{match[1]}/{match[2]}" if match else ""
    if match is None or channel not in source.options["channels"]:
        return None
    return channel, [match[3], *([match[4]] if match[4] else [])]


def remember_openness(memory: SourceMemory, channel: str, *, is_public: bool) -> None:
    """Whether the channel is a standard one, which everybody of the team may read."""
    ever_public = is_public or was_ever_public(memory, channel)
    memory.set(CHANNEL + channel, {"public": is_public, "ever_public": ever_public})


def is_public(memory: SourceMemory, channel: str) -> bool:
    """Whether the channel is a standard one, as far as we know."""
    return bool((memory.get(CHANNEL + channel) or {}).get("public"))


def was_ever_public(memory: SourceMemory, channel: str) -> bool:
    """Whether something of the channel may have counted."""
    return bool((memory.get(CHANNEL + channel) or {}).get("ever_public"))
