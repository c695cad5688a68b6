"""The contract of a subject: which groups a board compares, who is in them, for which group a line counts, and its words."""

from __future__ import annotations

from dataclasses import dataclass

from app.kernel.discovery import discover_instances
from app.leaderboards.measure import Words

PERSON = "person"
"""The subject that compares people who chose to appear, not groups."""


@dataclass(frozen=True, kw_only=True)
class GroupKindWords:
    """How pages speak of a sort of group.

    `choice` and `hint` stand in the form of a new board, `summary` below its title ("by team"), `column` at the head of the
    names, `own` beside the reader's own group ("your team"), `merged` for the groups in one row ("other teams").
    """

    choice: Words
    hint: Words | None = None
    summary: Words
    column: Words
    own: Words
    merged: Words


@dataclass(frozen=True, kw_only=True)
class GroupKind:
    """A sort of group. `members` selects `key`, `name`, `person_id` and `takes_part` of everyone who is in one today.

    `credits` selects `key`, `shared` and `reached_at`: for which group each line counts. None stands for every group that
    the person is in today. It is read beside `line` (what a measure counted) and `resident` (these members).
    `shows_share` is False where everyone in a group takes part anyway. `place` orders the form.
    """

    name: str
    sentence: str
    members: str
    words: GroupKindWords
    credits: str | None = None
    shows_share: bool = True
    place: int = 50


def group_kinds_by_name() -> dict[str, GroupKind]:
    """Every sort of group, by name, in the order of the form: each is one file of `app/leaderboards/subjects`."""
    subjects = discover_instances("app.leaderboards.subjects", GroupKind)
    return dict(sorted(subjects.items(), key=lambda item: (item[1].place, item[0])))
