"""What is remembered of channels: whether they are public, which messages say and reactions do not."""

from __future__ import annotations

from app.intake.inbox_kind import SourceMemory

CHANNEL = "channel:"
PUBLIC, PRIVATE = frozenset({"channel"}), frozenset({"G", "app_home", "group", "im", "mpim"})
"""What Slack calls the type of a channel. `C` is none of them: the ids of newer private channels begin with it too."""


def remember_type(memory: SourceMemory, channel: str, at: int, channel_type: str) -> None:
    """The channel is of that type from that moment on; a type that says neither, or an older one, changes nothing."""
    before = memory.get(CHANNEL + channel) or {}
    is_public = channel_type in PUBLIC
    is_news = is_public or channel_type in PRIVATE
    if is_news and before.get("public") is not is_public and at >= before.get("at", 0):
        ever_public = is_public or bool(before.get("ever_public"))
        memory.set(CHANNEL + channel, {"public": is_public, "at": at, "ever_public": ever_public})


def is_public(memory: SourceMemory, channel: str) -> bool:
    """Whether everybody of the workspace may read the channel; one of which nothing is heard is private."""
    return bool((memory.get(CHANNEL + channel) or {}).get("public"))


def was_ever_public(memory: SourceMemory, channel: str) -> bool:
    """Whether something of the channel may have counted."""
    return bool((memory.get(CHANNEL + channel) or {}).get("ever_public"))
