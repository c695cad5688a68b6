"""Summarises last month in groups large enough that no person can be derived from a figure or from two."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

DAYS = 30
"""How far back the look goes."""

STEP = 5
"""Figures about a part of the company are rounded to this: comparing two previews never reveals one person."""


class NoPreviewReason(StrEnum):
    """Why there is no preview."""

    DOOR = "door"  # The act takes place here, and nobody was asked yet.
    TOO_LONG = "too-long"  # It takes more weeks than the look goes back.
    TOO_SLOW = "too-slow"  # The answer did not come in time.
    TOO_FEW = "too-few"  # It reaches fewer people than a group may have.


@dataclass(frozen=True)
class RegionCount:
    """What the facts say of one region: people reached, how many would have completed it, got halfway, and how many times in all."""

    name: str
    people: int
    completed: int
    halfway: int
    times: int


@dataclass(frozen=True)
class RegionShare:
    """A part of the people of some regions, in whole percents."""

    names: tuple[str, ...]
    percent: int


@dataclass(frozen=True)
class PreviewSummary:
    """What people may read. None: fewer than the smallest group; `is_rounded` when the figures are."""

    people: int
    completed: int | None
    halfway: int | None
    times_a_week: float | None
    shares: tuple[RegionShare, ...]
    is_rounded: bool


def summarise_regions(
    regions: Iterable[RegionCount], *, smallest: int, is_narrowed: bool
) -> PreviewSummary | NoPreviewReason:
    """The summary of these regions; `is_narrowed` if the audience is a part of the company."""
    everyone = list(regions)
    people = sum(region.people for region in everyone)
    if people < smallest:
        return NoPreviewReason.TOO_FEW
    completed = sum(region.completed for region in everyone)
    shown = completed >= smallest
    times = sum(region.times for region in everyone)
    return PreviewSummary(
        people=_round_count_for_privacy(people) if is_narrowed else people,
        completed=_round_or_hide_count(completed, smallest, is_narrowed=is_narrowed),
        halfway=_round_or_hide_count(sum(region.halfway for region in everyone), smallest, is_narrowed=is_narrowed),
        times_a_week=round(times / completed * 7 / DAYS, 1) if shown else None,
        shares=tuple(_list_region_shares(everyone, smallest)) if shown else (),
        is_rounded=is_narrowed,
    )


def _list_region_shares(regions: Sequence[RegionCount], smallest: int) -> Iterable[RegionShare]:
    """A region of its own where both its people and those who completed it are enough; the others are merged.

    While those merged are too few together, the smallest of the others joins them: subtracting what is shown from
    the whole would tell them otherwise.
    """
    by_size = sorted(regions, key=lambda region: (region.completed, region.people, region.name))
    merged = [region for region in by_size if _is_below_smallest_group(region.people, region.completed, smallest)]
    alone = [region for region in by_size if region not in merged]
    while merged and alone and _is_below_smallest_group(_count_people(merged), _count_completed(merged), smallest):
        merged.append(alone.pop(0))
    groups = [[region] for region in sorted(alone, key=lambda region: region.name)]
    return [_build_region_share(group) for group in (*groups, merged) if group]


def _is_below_smallest_group(people: int, completed: int, smallest: int) -> bool:
    return people < smallest or completed < smallest


def _build_region_share(group: Sequence[RegionCount]) -> RegionShare:
    names = tuple(sorted(region.name for region in group))
    return RegionShare(names, round(100 * _count_completed(group) / _count_people(group)))


def _count_people(regions: Iterable[RegionCount]) -> int:
    return sum(region.people for region in regions)


def _count_completed(regions: Iterable[RegionCount]) -> int:
    return sum(region.completed for region in regions)


def _round_or_hide_count(count: int, smallest: int, *, is_narrowed: bool) -> int | None:
    if count < smallest:
        return None
    return _round_count_for_privacy(count) if is_narrowed else count


def _round_count_for_privacy(count: int) -> int:
    return STEP * round(count / STEP)
