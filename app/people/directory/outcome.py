"""What an import is asked for, how it tells its progress, and what it answers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.people.directory.columns import Problem
from app.people.directory.plan import ImportPlan

Progress = Callable[[str, int, int], None]
"""Told after each set: what is being written, how many are, of how many."""


def ignore_progress(_what: str, _done: int, _of: int) -> None:
    """A progress that nobody watches."""


MAX_DEPARTURES_PERCENT = 20
"""Per cent of those who are here that one file lets leave, unless told otherwise: a file cut short would empty the house."""


@dataclass(frozen=True)
class ImportOptions:
    """What an import may do beyond what the lines say."""

    departures: bool = False
    most_departures: int = MAX_DEPARTURES_PERCENT
    match_emails: bool = False


@dataclass(frozen=True)
class ImportOutcome:
    """What came of a file: how many people it tells, what is wrong with it, and what it would change when nothing is."""

    people: int
    problems: Sequence[Problem]
    plan: ImportPlan | None
