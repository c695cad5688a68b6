"""What is remembered of channels: that they are public."""

from __future__ import annotations

from collections.abc import Sequence

from app.intake.inbox_kind import SourceMemory

PUBLIC = "public:"


def is_public(memory: SourceMemory, room: str) -> bool:
    """Whether a channel was in the latest list of public ones."""
    return bool(room) and memory.get(PUBLIC + room) is not None


def remember_public_rooms(memory: SourceMemory, rooms: Sequence[str]) -> None:
    """These channels are public, and no others: one that has become private is forgotten."""
    before = {key.removeprefix(PUBLIC) for key in memory.list_keys(PUBLIC)}
    for room in before.difference(rooms):
        memory.set(PUBLIC + room, None)
    for room in set(rooms) - before:
        memory.set(PUBLIC + room, {})
