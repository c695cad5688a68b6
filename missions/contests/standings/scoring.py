"""What a scoring line waits for: the facts after which running totals are judged again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from app.journal.counted_events import parse_counted_event
from app.journal.kinds import CREATIONS, MARKS, TAKE_BACKS


@dataclass(frozen=True)
class MovingLine:
    """A scoring line of a contest whose totals still move, and the written name of the event that it waits for."""

    contest_id: int
    line: int
    event: str
    is_capped: bool


@dataclass(frozen=True)
class CountChange:
    """What changed of a participant's counts, and by how much their total moves; without a line, it is compared alone."""

    contest_id: int
    person_id: int
    line: int | None
    occurred_at: object
    moved: int


def list_kinds_to_judge(lines: Iterable[MovingLine]) -> list[str]:
    """The kinds of facts that may move a total: what is counted, what takes it back, and what proves or disproves it."""
    counted = {parse_counted_event(line.event).kind for line in lines}
    return sorted(counted | TAKE_BACKS | (CREATIONS if counted & (CREATIONS | MARKS) else frozenset()))
