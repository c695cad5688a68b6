"""What is remembered of rooms: whether they are public, and which room each goes on."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

from app.intake.inbox_kind import SourceMemory

LIVE, HISTORY = "room:", "history:"
"""Where the state of a room is kept: as it is now, and as it was where its history is read."""

INVITED, PREDECESSOR, MEMBER = "invited:", "predecessor:", "member:"
MOST_UPGRADES = 20
"""How many upgrades of one room are followed."""


@dataclass(frozen=True)
class Rooms:
    """The states of rooms in a memory, those of now or those of the history. A room of which nothing is heard is private."""

    memory: SourceMemory
    prefix: str

    def is_public(self, room: str) -> bool:
        """Whether anybody of the server may join the room by themselves."""
        return bool((self.memory.get(self.prefix + room) or {}).get("public"))

    def was_ever_public(self, room: str) -> bool:
        """Whether something of the room may have counted."""
        return bool((self.memory.get(self.prefix + room) or {}).get("ever_public"))

    def remember_rule(self, room: str, at: int, *, is_public: bool) -> None:
        """The room is public or private from that moment (milliseconds) on; an older rule than the one that holds changes nothing."""
        before = self.memory.get(self.prefix + room) or {}
        if at >= before.get("at", 0):
            ever_public = is_public or bool(before.get("ever_public"))
            rule = {"public": is_public, "at": at, "ever_public": ever_public}
            self.memory.set(self.prefix + room, {**before, **rule})


def remember_predecessor(memory: SourceMemory, room: str, predecessor: str) -> None:
    """The room goes on an older one, which was upgraded."""
    memory.set(PREDECESSOR + room, {"room": predecessor})


def find_first_room(memory: SourceMemory, room: str) -> str:
    """The room that this one goes on, however often it was upgraded: a community keeps that name."""
    for _ in range(MOST_UPGRADES):
        older = memory.get(PREDECESSOR + room)
        if older is None:
            break
        room = str(older["room"])
    return room


def build_member_key(first_room: str, account: str) -> str:
    """Under which it is remembered whether an account is in a community: a digest, which names neither."""
    return MEMBER + sha256(f"{first_room}\n{account}".encode()).hexdigest()[:32]
