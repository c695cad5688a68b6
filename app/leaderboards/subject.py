"""The contract of a subject: which groups a board compares, which column of a person names theirs, and its words."""

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
    """A sort of group: each person is in one of its groups at most, and the organisation says in which.

    `column` of the view `member` is the group of a person, and `names` selects `key` and `name` of every group. `place`
    orders the form.
    """

    name: str
    sentence: str
    column: str
    names: str
    words: GroupKindWords
    place: int = 50


def group_kinds_by_name() -> dict[str, GroupKind]:
    """Every sort of group, by name, in the order of the form: each is one file of `app/leaderboards/subjects`."""
    subjects = discover_instances("app.leaderboards.subjects", GroupKind)
    return dict(sorted(subjects.items(), key=lambda item: (item[1].place, item[0])))
