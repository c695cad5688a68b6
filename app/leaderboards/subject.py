"""The contract of a subject: which groups a board compares, who is in them, and for which group a line counts, as SQL."""

from __future__ import annotations

from dataclasses import dataclass

from app.kernel.discovery import discover_kinds

PERSON = "person"
"""The subject that compares people who chose to appear, not groups."""


@dataclass(frozen=True)
class Subject:
    """A sort of group. `members` selects `key`, `name`, `person_id` and `takes_part` of everyone who is in one today.

    `credits` selects `key`, `shared` and `reached_at`: for which group each line counts. None stands for every group that
    the person is in today. It is read beside `line` (what a measure counted) and `resident` (these members).
    """

    name: str
    sentence: str
    members: str
    credits: str | None = None


def subjects_by_name() -> dict[str, Subject]:
    """Every sort of group, by name: each is one file of `app/leaderboards/subjects`."""
    return discover_kinds("app.leaderboards.subjects", Subject)
