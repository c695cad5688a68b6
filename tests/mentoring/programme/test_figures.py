"""Figures tell of groups and of nobody: whatever the sizes, nothing under the smallest group can be read or worked out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentoring.programme.follow_up.figures import (
    RegionHeadcount,
    SkillShortage,
    build_supply_and_demand_of_skill,
    compute_coarse_percentage,
    compute_coarse_sessions_per_pair,
    hide_small_count,
    merge_small_regions,
)
from mentoring.programme.follow_up.sheet import encode_csv

SKILL = {"fr": "Power BI", "en": "Power BI"}
SIZES = st.lists(st.integers(0, 40), max_size=12)


@pytest.mark.property
@given(SIZES)
def test_merged_groups_are_large_enough_and_add_up_or_nothing_is_told(sizes: list[int]) -> None:
    groups = merge_small_regions([RegionHeadcount(f"g{place}", size) for place, size in enumerate(sizes)], 10)
    assert all(group.people >= 10 for group in groups)
    assert sum(group.people for group in groups) == (sum(sizes) if groups else 0)
    assert bool(groups) == (sum(sizes) >= 10)
    assert sum(not group.name for group in groups) <= 1


def test_a_lone_small_group_takes_the_next_smallest_in() -> None:
    assert merge_small_regions(
        [RegionHeadcount("Sud", 3), RegionHeadcount("Nord", 30), RegionHeadcount("Est", 12)], 10
    ) == [
        RegionHeadcount("Nord", 30),
        RegionHeadcount("", 15),
    ]


@pytest.mark.parametrize(
    ("wishes", "offers", "shown"),
    [
        (9, 2, (None, None, SkillShortage.OFFERS)),
        (4, 2, (None, None, SkillShortage.TOO_FEW)),
        (12, 0, (12, 0, SkillShortage.OFFERS)),
        (3, 11, (None, 11, SkillShortage.WISHES)),
        (6, 6, (None, None, SkillShortage.NEITHER)),
    ],
)
def test_few_are_not_counted_and_what_is_short_is_said_when_enough_speak(
    wishes: int, offers: int, shown: tuple[object, ...]
) -> None:
    groups = build_supply_and_demand_of_skill(SKILL, wishes=wishes, offers=offers, smallest=10)
    assert (groups.wishes, groups.offers, groups.balance) == shown


def test_a_share_never_speaks_of_everybody_or_of_a_few() -> None:
    assert [compute_coarse_percentage(part, 20, 10) for part in (0, 9, 20)] == [10, 40, 90]
    assert compute_coarse_percentage(9, 9, 10) is None
    assert (hide_small_count(0, 10), hide_small_count(9, 10), hide_small_count(10, 10)) == (0, None, 10)
    assert (
        compute_coarse_sessions_per_pair(13, 5, 10),
        compute_coarse_sessions_per_pair(13, 4, 10),
        compute_coarse_sessions_per_pair(0, 0, 10),
    ) == (
        2.5,
        None,
        None,
    )


def test_no_cell_of_the_file_is_a_formula() -> None:
    assert encode_csv(("a", "b"), [("=1+1", "x")]) == "\ufeffa,b\r\n'=1+1,x\r\n"
