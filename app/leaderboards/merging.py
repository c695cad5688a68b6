"""Groups too small to be shown are merged, so that nobody can be read out of a figure by subtraction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from app.leaderboards.ranking import Score

MERGED = 0
"""The subject id of the row that stands for the merged groups."""
MERGED_NAME = "Autres équipes"
"""Their name where nothing translates it; pages say it in the reader's language."""


@dataclass(frozen=True)
class Group:
    """A unit's points together, of so many people."""

    id: int
    name: str
    points: int
    people: int
    reached_at: datetime


def per_head(groups: Sequence[Group], *, smallest: int) -> list[Score]:
    """Points per head, to the hundredth. Groups under `smallest` people are merged into one row.

    If they are still too few together, the next smallest group joins them: a lone small group
    could otherwise be found by subtracting the others from the total. When even everyone together
    is too few, nothing is shown.
    """
    by_size = sorted(groups, key=lambda group: (group.people, group.id))
    merged = [group for group in by_size if group.people < smallest]
    shown = by_size[len(merged) :]
    while merged and shown and sum(group.people for group in merged) < smallest:
        merged.append(shown.pop(0))
    scores = [_score(group.id, group.name, [group]) for group in shown]
    if merged and sum(group.people for group in merged) >= smallest:
        scores.append(_score(MERGED, MERGED_NAME, merged))
    return scores


def _score(subject_id: int, name: str, groups: Sequence[Group]) -> Score:
    people = sum(group.people for group in groups)
    points = sum(group.points for group in groups)
    return Score(subject_id, round(points / people, 2), max(group.reached_at for group in groups), name, people)
