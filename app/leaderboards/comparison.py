"""Compares groups by rounded totals: scores of small groups shrink to the mean, and the smallest are merged, so that no figure shows one person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from app.kernel.disclosure import DisclosureGate
from app.leaderboards.cut import NO_GROUP
from app.leaderboards.periods import EPOCH
from app.leaderboards.ranking import RankedScore, Score, rank_scores

MERGED_KEY = NO_GROUP
"""The key of the row that stands for the merged groups."""
SHRINKAGE_PEOPLE = 10
"""How many people with the mean of all are added to a group before it is compared."""


class ComparisonMethod(StrEnum):
    """How groups are compared. Totals are shown beside the figure per head, never alone."""

    PER_HEAD = "per_head"
    TOTAL = "total"


@dataclass(frozen=True, kw_only=True)
class GroupTotals:
    """The people of a group, how many take part, and in a period: its points, and how many people earned some of them.

    The key of the people whom no group counts is MERGED_KEY.
    """

    key: str
    name: str
    people: int
    taking_part: int
    points: int = 0
    earners: int = 0


@dataclass(frozen=True, kw_only=True)
class GroupRow:
    """A group in its place. One that is not detailed has no rank and zeros; the row of the merged groups is the last such."""

    place: int
    rank: int | None
    key: str
    name: str
    score: float = 0.0
    total: int = 0
    per_head: float = 0.0
    people: int
    share: int


def rank_and_merge_groups(
    groups: Sequence[GroupTotals], *, gate: DisclosureGate, how: ComparisonMethod
) -> list[GroupRow]:
    """The groups in order: those with a figure, those without, and one row for all that are too small to have one.

    Every figure, score and rank follows from the rounded totals alone, so that none says more than these. Among equal
    scores the name decides.
    """
    large = [group for group in groups if group.key != MERGED_KEY and gate.can_show_sum(group.people)]
    totals = {group.key: gate.show_sum(group.points, group.earners, group.people).value for group in large}
    small = [group for group in groups if group.key not in totals]
    by_name = sorted(large, key=lambda group: (group.name, group.key))
    detailed = [replace(group, points=int(total)) for group in by_name if (total := totals[group.key]) is not None]
    rows = _rank_groups(detailed, how, gate)
    rows += [_build_row_without_figure(group, gate) for group in by_name if totals[group.key] is None]
    merged = GroupTotals(
        key=MERGED_KEY, name="", people=_add_people(small), taking_part=sum(group.taking_part for group in small)
    )
    if gate.is_group(merged.people):
        rows.append(replace(_build_row_without_figure(merged, gate), place=MERGED_PLACE))
    return [replace(row, place=place) if row.place == 0 else row for place, row in enumerate(rows, 1)]


def score_shrunk_to_mean(points: int, people: int, mean: float) -> float:
    """Points per head, as if SHRINKAGE_PEOPLE more people with the mean of all were in the group.

    A large group keeps its own figure. A small one moves towards the mean, so that one busy week of two
    people does not put it first by chance.
    """
    return round((points + SHRINKAGE_PEOPLE * mean) / (people + SHRINKAGE_PEOPLE), 2)


def has_unequal_headcounts(headcounts: Sequence[int]) -> bool:
    """Whether sizes differ so much that comparing totals compares sizes."""
    return bool(headcounts) and max(headcounts) > 1.5 * max(min(headcounts), 1)


MERGED_PLACE = 1_000_000_000
"""The place of the merged row: after all others."""


def _rank_groups(groups: Sequence[GroupTotals], how: ComparisonMethod, gate: DisclosureGate) -> list[GroupRow]:
    mean = _points_per_head(sum(group.points for group in groups), _add_people(groups))
    scores = [Score(number, _compute_group_score(group, mean, how), EPOCH) for number, group in enumerate(groups)]
    return [_build_ranked_row(groups[row.score.subject_id], row, gate) for row in rank_scores(scores)]


def _build_ranked_row(group: GroupTotals, row: RankedScore, gate: DisclosureGate) -> GroupRow:
    return replace(
        _build_row_without_figure(group, gate),
        place=row.place,
        rank=row.rank,
        score=row.score.score,
        total=group.points,
        per_head=round(_points_per_head(group.points, group.people), 2),
    )


def _build_row_without_figure(group: GroupTotals, gate: DisclosureGate) -> GroupRow:
    share = int(gate.show_share(group.taking_part, group.people).value or 0)
    return GroupRow(place=0, rank=None, key=group.key, name=group.name, people=group.people, share=share)


def _compute_group_score(group: GroupTotals, mean: float, how: ComparisonMethod) -> float:
    return (
        float(group.points) if how is ComparisonMethod.TOTAL else score_shrunk_to_mean(group.points, group.people, mean)
    )


def _points_per_head(points: int, people: int) -> float:
    return points / people if people else 0.0


def _add_people(groups: Sequence[GroupTotals]) -> int:
    return sum(group.people for group in groups)
