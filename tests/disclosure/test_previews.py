"""A dry run of a rule, and what mentoring counts of a skill and of regions, read the same for nine people and for nobody."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kernel.disclosure import DisclosureGate
from app.points.rules.health import EventCount, PreviewCount, build_preview_rows
from mentoring.programme.follow_up.figures import RegionOfSide, build_supply_and_demand_of_skill, merge_small_regions

GATE = DisclosureGate(10)
MONDAY = date(2026, 3, 2)
OUTCOMES = ("credited", "capped", "switched_off")
NOBODY = EventCount(0, 0)
seeds = st.integers(0, 10_000)


def draw_count(chance: Random, week: date | None) -> PreviewCount:
    events = {name: EventCount(chance.randrange(200), chance.randrange(25)) for name in OUTCOMES}
    return PreviewCount(week=week, **events, points=chance.randrange(900), collective=chance.randrange(900))


def forget_few(count: PreviewCount) -> PreviewCount:
    """The same week as if few people had been nobody."""
    credited, capped, switched_off = (
        outcome if GATE.is_group(outcome.people) else NOBODY
        for outcome in (count.credited, count.capped, count.switched_off)
    )
    left = replace(count, credited=credited, capped=capped, switched_off=switched_off)
    return left if credited is not NOBODY else replace(left, points=0, collective=0)


@pytest.mark.property
@given(seeds)
def test_a_dry_run_says_the_same_of_nine_people_and_of_nobody(seed: int) -> None:
    chance = Random(seed)
    counts = [draw_count(chance, MONDAY + timedelta(weeks=number)) for number in range(4)] + [draw_count(chance, None)]
    rows = build_preview_rows(counts, GATE, first_week=MONDAY)
    assert rows == build_preview_rows([forget_few(count) for count in counts], GATE, first_week=MONDAY)


@pytest.mark.property
@given(st.integers(0, 9), st.integers(0, 30), st.integers(0, 9))
def test_a_skill_says_the_same_of_nine_offers_and_of_none_beside_wishes_that_are_shown(
    few: int, wishes: int, fewer: int
) -> None:
    shown = [build_supply_and_demand_of_skill({}, GATE, wishes=10 + wishes, offers=offers) for offers in (few, fewer)]
    assert shown[0] == shown[1]


@pytest.mark.property
@given(st.dictionaries(st.sampled_from("abcde"), st.integers(0, 40), max_size=5))
def test_regions_that_are_not_named_are_ten_people_together_or_none_is_named(volunteers: dict[str, int]) -> None:
    regions = [RegionOfSide(name, number, 100) for name, number in volunteers.items()]
    shown = merge_small_regions(regions, GATE)
    rest = sum(volunteers.values()) - sum(volunteers[region.name] for region in shown if region.name)
    assert rest == 0 or rest >= 10 or not shown
