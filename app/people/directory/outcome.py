"""The options of an import, its progress callback, and its outcome."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.people.directory.columns import FileProblem
from app.people.directory.plan import ImportPlan

Progress = Callable[[str, int, int], None]
"""Called after each set: what is written, how many so far, of how many."""


def ignore_progress(_what: str, _done: int, _of: int) -> None:
    """A progress callback that does nothing."""


MAX_DEPARTURES_PERCENT = 20
"""The default share of people, in per cent, whom one file may let leave: a file cut short would empty the company."""


@dataclass(frozen=True)
class ImportOptions:
    """What an import may do beyond the lines of its file."""

    departures: bool = False
    most_departures: int = MAX_DEPARTURES_PERCENT
    match_emails: bool = False


@dataclass(frozen=True)
class ImportOutcome:
    """The outcome of reading a file: the number of people in it, its problems, and the plan when there are none."""

    people: int
    problems: Sequence[FileProblem]
    plan: ImportPlan | None
