"""What a scoring line waits for: the facts after which running totals are judged again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.journal.counted_events import parse_counted_event
from app.journal.kinds import CREATIONS, MARKS, TAKE_BACKS


@dataclass(frozen=True)
class MovingLine:
    """A scoring line of a contest whose totals still move, and the written name of the event that it waits for."""

    contest_id: int
    line: int
    event: str
    is_capped: bool


@dataclass(frozen=True, kw_only=True)
class SortedFacts:
    """The ids of facts: those that score and stand by themselves, those to be judged with others, and those that tell of credits."""

    unrelated: Sequence[int]
    related: Sequence[int]
    credits: Sequence[int]


@dataclass(frozen=True)
class CountChange:
    """What changed of a participant's counts, and by how much their total moves; without a line, it is compared alone."""

    contest_id: int
    person_id: int
    line: int | None
    occurred_at: datetime | None
    moved: int


def list_counted_kinds(lines: Iterable[MovingLine]) -> frozenset[str]:
    """The kinds of facts that score by these lines."""
    return frozenset(parse_counted_event(line.event).kind for line in lines)


def list_kinds_to_judge(counted: frozenset[str]) -> list[str]:
    """The kinds of facts that may move a total: what is counted, what takes it back, and what proves or disproves it."""
    return sorted(counted | TAKE_BACKS | (CREATIONS if counted & (CREATIONS | MARKS) else frozenset()))


@dataclass(kw_only=True)
class TotalMove:
    """By how much a participant's total moves. `latest` is the last moment that was added; None where something was taken away."""

    contest_id: int
    person_id: int
    by: int = 0
    latest: datetime | None = None


def add_up_moves(changes: Sequence[CountChange], capped: Sequence[CountChange]) -> list[TotalMove]:
    """One move for each participant, from what changed and what caps changed after it."""
    moves: dict[tuple[int, int], TotalMove] = {}
    for change in (*changes, *capped):
        key = (change.contest_id, change.person_id)
        move = moves.setdefault(key, TotalMove(contest_id=change.contest_id, person_id=change.person_id))
        move.by += change.moved
        if change.occurred_at is not None:
            move.latest = max(move.latest or change.occurred_at, change.occurred_at)
    for change in (*(change for change in changes if change.moved <= 0), *capped):
        moves[change.contest_id, change.person_id].latest = None
    return list(moves.values())
