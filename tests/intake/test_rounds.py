"""A place of a network that answers with an error holds up no other, and is read again in the next round."""

from __future__ import annotations

from app.intake.inbox_kind import NativeItem, NetworkFaulty, PolledItems, SourceMemory
from app.intake.rounds import Page, PollingRound, poll_next_page
from app.kernel.schema import JsonObject
from tests.intake.memory import DictMemory


class ReadRooms:
    """Rooms of two pages each; those at fault answer with an error instead of the page that is named."""

    def __init__(self, *names: str) -> None:
        self.names, self.at_fault, self.read = names, dict[str, int](), list[str]()

    def list_places(self) -> list[JsonObject]:
        """All rooms, from their first page on."""
        return [{"name": name, "page": 1} for name in self.names]

    def read_page(self, room: JsonObject, memory: SourceMemory) -> Page:
        """One item; that it was read is remembered before an error can come."""
        name = f"{room['name']}{room['page']}"
        memory.set(name, {})
        if room["page"] == self.at_fault.get(room["name"]):
            raise NetworkFaulty(f"{name} answered 502.")
        self.read.append(name)
        return [NativeItem(name, {})], {**room, "page": 2} if room["page"] == 1 else None

    def poll_round(self, memory: DictMemory) -> list[PolledItems]:
        """Everything that a round polls."""
        polled = [poll_next_page(memory, PollingRound(self.list_places, self.read_page, "rooms"))]
        while polled[-1].has_more:
            polled.append(poll_next_page(memory, PollingRound(self.list_places, self.read_page, "rooms")))
        return polled


def test_a_room_at_fault_holds_up_none_behind_it_and_comes_last_in_the_next_round() -> None:
    rooms, memory = ReadRooms("a", "b", "c"), DictMemory()
    rooms.at_fault = {"a": 2}
    polled = rooms.poll_round(memory)
    assert rooms.read == ["a1", "b1", "b2", "c1", "c2"]
    assert [each.failure for each in polled] == ["", *["a2 answered 502."] * 5], "It is said until the round ends."
    assert [each.progress for each in polled] == ["0 of 3 rooms", *["1 of 3 rooms"] * 2, *["2 of 3 rooms"] * 2, ""]
    assert memory.get("a2") is None, "What was set before the error is not kept."
    rooms.read, rooms.at_fault = [], {}
    rooms.poll_round(memory)
    assert rooms.read == ["b1", "b2", "c1", "c2", "a1", "a2"]
    assert memory.list_keys("faulty:") == []


def test_several_rooms_at_fault_are_a_network_at_fault_that_is_left_alone_until_the_next_call() -> None:
    rooms, memory = ReadRooms(*"abcdef"), DictMemory()
    rooms.at_fault = dict.fromkeys("bcde", 1)
    polled = rooms.poll_round(memory)
    assert (rooms.read, polled[-1].failure) == (["a1", "a2"], "d1 answered 502.")
    rooms.read = []
    rooms.poll_round(memory)
    assert rooms.read == ["a1", "a2", "f1", "f2"], "Those at fault come last."
