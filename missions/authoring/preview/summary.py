"""Summarises the last weeks in groups large enough that no person can be derived from a figure or from several."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.kernel.disclosure import COUNTED_WEEKS, DisclosureGate, Figure


class NoPreviewReason(StrEnum):
    """Why there is no preview."""

    DOOR = "door"  # The act takes place here, and nobody was asked yet.
    TOO_LONG = "too-long"  # It takes more weeks than the look goes back.
    TOO_SLOW = "too-slow"  # The answer did not come in time.
    TOO_NARROW = "too-narrow"  # Its audience is no whole part of the company that is large enough.


@dataclass(frozen=True)
class RegionCount:
    """What the facts say of one region: how many people of the audience work there, how many of these would have completed
    it, how many got halfway, and how many times in all.
    """

    name: str
    headcount: int
    completed: int
    halfway: int
    times: int


@dataclass(frozen=True)
class RegionCompletions:
    """How many people of some regions would have completed it."""

    names: tuple[str, ...]
    completed: Figure


@dataclass(frozen=True)
class PreviewSummary:
    """What people may read. `is_widened`: the audience also has roles, languages or days of arrival, which are left aside."""

    headcount: Figure
    completed: Figure
    halfway: Figure
    times_a_week: Figure
    regions: tuple[RegionCompletions, ...]
    is_widened: bool


def summarise_regions(regions: Iterable[RegionCount], gate: DisclosureGate, *, is_widened: bool) -> PreviewSummary:
    """The summary of these regions."""
    everyone = list(regions)
    completed, headcount = _count_completed(everyone), _count_heads(everyone)
    times = sum(region.times for region in everyone)
    return PreviewSummary(
        headcount=gate.show_people(headcount),
        completed=gate.show_part(completed, headcount),
        halfway=gate.show_part(sum(region.halfway for region in everyone), headcount),
        times_a_week=gate.show_rate(times / COUNTED_WEEKS, completed, min(completed, headcount - completed), step=0.5),
        regions=tuple(_list_region_completions(everyone, gate)),
        is_widened=is_widened,
    )


def _list_region_completions(regions: Sequence[RegionCount], gate: DisclosureGate) -> Iterable[RegionCompletions]:
    """A region of its own where enough people work; the others are merged, whoever takes part."""
    by_name = {region.name: region for region in regions}
    alone, merged = gate.merge_small_parts({region.name: region.headcount for region in regions})
    for names in (*((name,) for name in sorted(alone)), *([tuple(sorted(merged))] if merged else [])):
        group = [by_name[name] for name in names]
        yield RegionCompletions(names, gate.show_part(_count_completed(group), _count_heads(group)))


def _count_heads(regions: Iterable[RegionCount]) -> int:
    return sum(region.headcount for region in regions)


def _count_completed(regions: Iterable[RegionCount]) -> int:
    return sum(region.completed for region in regions)
