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
    """What the facts say of one region: how many people of the audience work there (`headcount`), how many of these take
    part (`people`), would have completed it, got halfway, and how many times in all.
    """

    name: str
    headcount: int
    people: int
    completed: int
    halfway: int
    times: int


@dataclass(frozen=True)
class RegionShare:
    """The share of the people of some regions who would have completed it."""

    names: tuple[str, ...]
    share: Figure


@dataclass(frozen=True)
class PreviewSummary:
    """What people may read. `is_widened`: the audience also has roles, languages or days of arrival, which are left aside."""

    people: Figure
    completed: Figure
    share: Figure
    halfway: Figure
    times_a_week: Figure
    shares: tuple[RegionShare, ...]
    is_widened: bool


def summarise_regions(regions: Iterable[RegionCount], gate: DisclosureGate, *, is_widened: bool) -> PreviewSummary:
    """The summary of these regions."""
    everyone = list(regions)
    people, completed, headcount = _count_people(everyone), _count_completed(everyone), _count_heads(everyone)
    times = sum(region.times for region in everyone)
    return PreviewSummary(
        people=gate.show_people(people, among=headcount),
        completed=gate.show_part(completed, people),
        share=gate.show_share(completed, people, among=headcount),
        halfway=gate.show_part(sum(region.halfway for region in everyone), people),
        times_a_week=gate.show_rate(times / COUNTED_WEEKS, completed, completed, step=0.5),
        shares=tuple(_list_region_shares(everyone, gate)),
        is_widened=is_widened,
    )


def _list_region_shares(regions: Sequence[RegionCount], gate: DisclosureGate) -> Iterable[RegionShare]:
    """A region of its own where enough people work; the others are merged, whoever takes part."""
    by_name = {region.name: region for region in regions}
    alone, merged = gate.merge_small_parts({region.name: region.headcount for region in regions})
    for names in (*((name,) for name in sorted(alone)), *([tuple(sorted(merged))] if merged else [])):
        group = [by_name[name] for name in names]
        share = gate.show_share(_count_completed(group), _count_people(group), among=_count_heads(group))
        yield RegionShare(names, share)


def _count_heads(regions: Iterable[RegionCount]) -> int:
    return sum(region.headcount for region in regions)


def _count_people(regions: Iterable[RegionCount]) -> int:
    return sum(region.people for region in regions)


def _count_completed(regions: Iterable[RegionCount]) -> int:
    return sum(region.completed for region in regions)
