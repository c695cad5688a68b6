"""Counts what is turned on and off again: the forum names neither the act nor its moment, and tells some acts twice."""

from __future__ import annotations

from app.intake.inbox_kind import SourceMemory

SOLVED, GONE = "solved:", "gone:"


def turn_state(memory: SourceMemory, key: str, *, is_on: bool) -> int:
    """Turn something on or off; the how-manieth time it was turned on, or 0 where it was so before."""
    before = memory.get(key) or {"on": False, "count": 0}
    if before["on"] == is_on:
        return 0
    count = int(before["count"]) + is_on
    memory.set(key, {"on": is_on, "count": count})
    return count


def set_solution(
    memory: SourceMemory, topic: int, thing: str, *, keep_others: bool
) -> tuple[list[tuple[str, int]], int]:
    """What this solution of a topic replaces, and the number of its acceptance; 0 where it stands already."""
    state = memory.get(f"{SOLVED}{topic}") or {"count": 0, "standing": {}}
    standing, count = dict(state["standing"]), int(state["count"]) + 1
    if thing in standing:
        return [], 0
    replaced = [] if keep_others else list(standing.items())
    memory.set(f"{SOLVED}{topic}", {"count": count, "standing": {**(standing if keep_others else {}), thing: count}})
    return replaced, count


def put_solution_back(memory: SourceMemory, topic: int, thing: str) -> int:
    """The number of the acceptance that ends; 0 where it does not stand."""
    state = memory.get(f"{SOLVED}{topic}") or {"count": 0, "standing": {}}
    standing = dict(state["standing"])
    ended = int(standing.pop(thing, 0))
    if ended:
        memory.set(f"{SOLVED}{topic}", {**state, "standing": standing})
    return ended
