"""The options of an import, its progress callback, and its outcome."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from app.people.directory.columns import FileProblem
from app.people.directory.file_format import FileFormat
from app.people.directory.plan import ImportPlan
from app.people.directory.reading import NOTHING_UNDERSTOOD, Understanding

Progress = Callable[[str, int, int], None]
"""Called after each set: what is written, how many so far, of how many."""


def ignore_progress(_what: str, _done: int, _of: int) -> None:
    """A progress callback that does nothing."""


MAX_DEPARTURES_PERCENT = 20
"""The default share of people, in per cent, whom one file may let leave: a file cut short would empty the company."""

EVERY_SITE = ""
"""In `time_zones`: every new site that has no answer of its own."""


@dataclass(frozen=True)
class ImportOptions:
    """What an import may do beyond the lines of its file, and the answers to its questions.

    `time_zones` maps the slug of a new site, or EVERY_SITE, to its zone. `renames` maps "unit:slug" to whether the group of that
    slug was renamed; otherwise its people moved. `gives_roles` is false where the file gives neither roles nor consents.
    """

    departures: bool = False
    most_departures: int = MAX_DEPARTURES_PERCENT
    match_emails: bool = False
    file_format: FileFormat = field(default_factory=FileFormat)
    time_zones: Mapping[str, str] = field(default_factory=dict)
    renames: Mapping[str, bool] = field(default_factory=dict)
    gives_roles: bool = True


@dataclass(frozen=True)
class ImportOutcome:
    """The outcome of reading a file: the number of people in it, its problems, the plan when there are none, and how it was understood."""

    people: int
    problems: Sequence[FileProblem]
    plan: ImportPlan | None
    understanding: Understanding = NOTHING_UNDERSTOOD
