"""Counts, over the raw messages and with none of the product's code, what the three missions of the real run must give.

Plain loops on purpose: no database, no SQL, no shared function. What it says and what the product says are two opinions.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")

HELLO, ANSWER, WEEKS = "say-hello", "first-answer", "two-weeks"
POINTS = {HELLO: 20, ANSWER: 30, WEEKS: 40}


@dataclass
class Newcomer:
    """One person: when their day of arrival began, and the moment each mission was completed."""

    began: datetime
    completed: dict[str, datetime] = field(default_factory=dict)
    greeted: set[int] = field(default_factory=set)
    weeks: set[tuple[int, int]] = field(default_factory=set)

    @property
    def points(self) -> int:
        """What the missions are worth together."""
        return sum(POINTS[mission] for mission in self.completed)

    @property
    def badge_at(self) -> datetime | None:
        """When the last of the three missions was completed; None while one is missing."""
        return max(self.completed.values()) if len(self.completed) == 3 else None


@dataclass
class Count:
    """Everything that the run must agree with."""

    posts: int
    answers: int
    people: dict[int, Newcomer]


def count(path: Path, moved_by: timedelta) -> Count:
    """Read the file, and play the three missions with it."""
    lines = [tuple(map(int, line.split())) for line in path.read_text().splitlines()]
    messages = [(sender, receiver, datetime.fromtimestamp(at, UTC) + moved_by) for sender, receiver, at in lines]
    people = _newcomers(messages)
    wrote_to: set[tuple[int, int]] = set()
    answers = 0
    for sender, receiver, at in messages:
        is_answer = (receiver, sender) in wrote_to
        answers += is_answer
        wrote_to.add((sender, receiver))
        _play(people, sender, receiver, at, is_answer=is_answer)
    return Count(len(messages) - answers, answers, people)


def _newcomers(messages: list[tuple[int, int, datetime]]) -> dict[int, Newcomer]:
    first_written: dict[int, datetime] = {}
    first_received: dict[int, datetime] = {}
    for sender, receiver, at in messages:
        if sender not in first_written:
            first_written[sender] = at
        if receiver not in first_received:
            first_received[receiver] = at
    first = first_received | first_written
    return {person: Newcomer(_start_of_day(at)) for person, at in first.items()}


def _start_of_day(at: datetime) -> datetime:
    return datetime.combine(at.astimezone(PARIS).date(), time(0), PARIS).astimezone(UTC)


def _play(people: dict[int, Newcomer], sender: int, receiver: int, at: datetime, *, is_answer: bool) -> None:
    me = people[sender]
    if at >= people[receiver].began and receiver != sender:
        me.greeted.add(receiver)
    if len(me.greeted) == 3:
        me.completed.setdefault(HELLO, at)
    if is_answer and at < me.began + timedelta(days=7):
        me.completed.setdefault(ANSWER, at)
    if at < me.began + timedelta(days=30):
        year, week, _ = at.astimezone(PARIS).isocalendar()
        me.weeks.add((year, week))
        if len(me.weeks) == 2:
            me.completed.setdefault(WEEKS, at)
