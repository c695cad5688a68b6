"""Reads the places of a network in rounds, a page in a call: rooms, channels or spaces, each to its end before the next."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from app.intake.inbox_kind import NativeItem, NetworkFaulty, PolledItems, SourceMemory
from app.kernel.schema import JsonObject

PLAN, FAULTY = "plan", "faulty:"
"""The keys of what is left in this round, and of places that answered with an error in the last one: these come last."""

MOST_FAULTS = 3
"""After so many places with an error, one behind the other, the network itself is at fault, and the round is given up."""

Page = tuple[Sequence[NativeItem], JsonObject | None]
"""The items of a page, and the place where the next one of it begins; None behind the last."""


@dataclass(frozen=True)
class PollingRound:
    """How a kind reads: all places at the beginning of a round, each with its `name`, and a page of one of them.

    What `read_page` sets in its memory is kept with its items, or not at all where the network answers with an error.
    """

    list_places: Callable[[], Sequence[JsonObject]]
    read_page: Callable[[JsonObject, SourceMemory], Page]
    noun: str


def poll_next_page(memory: SourceMemory, reading: PollingRound) -> PolledItems:
    """The next page of the round. A place that answers with an error is left out of it, and holds up none behind it."""
    plan = memory.get(PLAN) or {}
    if "places" not in plan:
        plan = _plan_round(memory, reading)
    if not plan["places"]:
        memory.set(PLAN, None)
        return PolledItems()
    place, *others = plan["places"]
    draft = _Draft(memory)
    try:
        items, following = reading.read_page(place, draft)
    except NetworkFaulty as fault:
        return _leave_place_out(memory, reading, plan, fault)
    draft.keep()
    memory.set(FAULTY + place["name"], None)
    return _go_on(
        memory, reading, {**plan, "places": [*([following] if following else []), *others], "faults": 0}, items
    )


def _plan_round(memory: SourceMemory, reading: PollingRound) -> JsonObject:
    faulty = set(memory.list_keys(FAULTY))
    places = sorted(reading.list_places(), key=lambda place: FAULTY + place["name"] in faulty)
    return {"places": places, "of": len(places), "faults": 0, "failure": ""}


def _leave_place_out(
    memory: SourceMemory, reading: PollingRound, plan: JsonObject, fault: NetworkFaulty
) -> PolledItems:
    place, *others = plan["places"]
    memory.set(FAULTY + place["name"], {})
    faults = plan["faults"] + 1
    left = others if faults < MOST_FAULTS else []
    return _go_on(memory, reading, {**plan, "places": left, "faults": faults, "failure": str(fault.detail)}, ())


def _go_on(memory: SourceMemory, reading: PollingRound, plan: JsonObject, items: Sequence[NativeItem]) -> PolledItems:
    """What is left of the round; a failure is said until its end."""
    left, count = plan["places"], plan["of"]
    memory.set(PLAN, plan if left else None)
    progress = f"{count - len(left)} of {count} {reading.noun}" if left else ""
    return PolledItems(items, has_more=bool(left), progress=progress, failure=plan["failure"])


@dataclass
class _Draft:
    """A memory whose changes are kept at the end, or not."""

    memory: SourceMemory
    changes: dict[str, JsonObject | None] = field(default_factory=dict)

    def get(self, key: str) -> JsonObject | None:
        return self.changes[key] if key in self.changes else self.memory.get(key)

    def set(self, key: str, value: JsonObject | None) -> None:
        self.changes[key] = value

    def list_keys(self, prefix: str) -> Sequence[str]:
        kept = [key for key in self.memory.list_keys(prefix) if key not in self.changes]
        return sorted(
            [*kept, *(key for key, value in self.changes.items() if value is not None and key.startswith(prefix))]
        )

    def keep(self) -> None:
        for key, value in self.changes.items():
            self.memory.set(key, value)
