"""The contract of a subject: which groups a board compares, who is in them, and where a line counts, said in SQL."""

from __future__ import annotations

from dataclasses import dataclass

from app.kernel.discovery import discover_kinds

PERSON = "person"
"""The subject that is no group: people who chose to appear."""

CREDIT_CURRENT_GROUPS = (
    "select resident.key, line.shared, line.reached_at from line join resident on resident.person_id = line.person_id"
)
"""A line counts for every group that the person is in today."""


@dataclass(frozen=True)
class Subject:
    """A sort of group. `members` selects `key`, `name`, `person_id` and `takes_part` of everybody who is in one today.

    `credits` selects `key`, `shared` and `reached_at`: for which group each line counts. Both are
    read beside `line` (what a measure counted) and `resident` (these members).
    """

    name: str
    sentence: str
    members: str
    credits: str = CREDIT_CURRENT_GROUPS


def subjects_by_name() -> dict[str, Subject]:
    """Every sort of group by name: one file of `app/leaderboards/subjects` each."""
    return discover_kinds("app.leaderboards.subjects", Subject)
