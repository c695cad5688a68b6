"""Compares groups per head: scores of small groups shrink to the mean, and the smallest are merged, so that no figure shows one person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.kernel.disclosure import DisclosureGate
from app.leaderboards.ranking import RankedScore, Score, rank_scores

MERGED_KEY = ""
"""The key of the row that stands for the merged groups."""
SHRINKAGE_PEOPLE = 10
"""How many people with the company's mean are added to a group before it is compared."""


class ComparisonMethod(StrEnum):
    """How groups are compared. Totals are shown beside the figure per head, never alone."""

    PER_HEAD = "per_head"
    TOTAL = "total"


@dataclass(frozen=True, kw_only=True)
class GroupTotals:
    """The points of a group, how many people are in it, and how many of them take part."""

    key: str
    name: str
    points: int
    people: int
    taking_part: int
    reached_at: datetime


@dataclass(frozen=True, kw_only=True)
class GroupRow:
    """A group in its place. The row of the merged groups is last and has no rank."""

    place: int
    rank: int | None
    key: str
    name: str
    score: float
    total: int
    per_head: float
    people: int
    share: int


def rank_and_merge_groups(
    groups: Sequence[GroupTotals], *, gate: DisclosureGate, how: ComparisonMethod
) -> list[GroupRow]:
    """The groups in order. Those that are no group for the gate are merged into one row that has no rank.

    While the merged row is still too small, the next smallest group joins it: subtracting the other
    rows from the total would otherwise show that group. When everyone together is too few, there is no row.
    Among equal scores the group that reached it first comes first, then the name decides.
    """
    mean = _points_per_head(sum(group.points for group in groups), sum(group.people for group in groups))
    by_key = {group.key: group for group in groups}
    alone, merged = gate.merge_small_parts({group.key: group.people for group in groups})
    rows = _rank_groups([by_key[key] for key in alone], mean, how, gate)
    if merged:
        rows.append(_build_group_row(_merge_groups([by_key[key] for key in merged]), mean, how, gate))
    return rows


def score_shrunk_to_mean(points: int, people: int, mean: float) -> float:
    """Points per head, as if SHRINKAGE_PEOPLE more people with the company's mean were in the group.

    A large group keeps its own figure. A small one moves towards the mean, so that one busy week of two
    people does not put it first by chance.
    """
    return round((points + SHRINKAGE_PEOPLE * mean) / (people + SHRINKAGE_PEOPLE), 2)


def has_unequal_headcounts(headcounts: Sequence[int]) -> bool:
    """Whether sizes differ so much that comparing totals compares sizes."""
    return bool(headcounts) and max(headcounts) > 1.5 * max(min(headcounts), 1)


def _rank_groups(
    groups: Sequence[GroupTotals], mean: float, how: ComparisonMethod, gate: DisclosureGate
) -> list[GroupRow]:
    by_name = sorted(groups, key=lambda group: (group.name, group.key))
    scores = [
        Score(number, _compute_group_score(group, mean, how), group.reached_at) for number, group in enumerate(by_name)
    ]
    return [
        _build_group_row(by_name[row.score.subject_id], mean, how, gate, ranked_row=row) for row in rank_scores(scores)
    ]


def _build_group_row(
    group: GroupTotals,
    mean: float,
    how: ComparisonMethod,
    gate: DisclosureGate,
    *,
    ranked_row: RankedScore | None = None,
) -> GroupRow:
    return GroupRow(
        place=ranked_row.place if ranked_row else MERGED_PLACE,
        rank=ranked_row.rank if ranked_row else None,
        key=group.key,
        name=group.name,
        score=_compute_group_score(group, mean, how),
        total=group.points,
        per_head=round(_points_per_head(group.points, group.people), 2),
        people=group.people,
        share=int(gate.show_share(group.taking_part, group.people).value or 0),
    )


MERGED_PLACE = 1_000_000_000
"""The place of the merged row: after all others."""


def _compute_group_score(group: GroupTotals, mean: float, how: ComparisonMethod) -> float:
    return (
        float(group.points) if how is ComparisonMethod.TOTAL else score_shrunk_to_mean(group.points, group.people, mean)
    )


def _points_per_head(points: int, people: int) -> float:
    return points / people if people else 0.0


def _merge_groups(groups: Sequence[GroupTotals]) -> GroupTotals:
    return GroupTotals(
        key=MERGED_KEY,
        name="",
        points=sum(group.points for group in groups),
        people=sum(group.people for group in groups),
        taking_part=sum(group.taking_part for group in groups),
        reached_at=max(group.reached_at for group in groups),
    )
