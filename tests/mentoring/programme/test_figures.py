"""Figures tell of groups and of nobody: whatever the sizes, nothing under the smallest group can be read or worked out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentoring.programme.follow_up.figures import Balance, Group, demand_of, merged, per_pair, share_told, told
from mentoring.programme.follow_up.sheet import in_csv

SKILL = {"fr": "Power BI", "en": "Power BI"}
SIZES = st.lists(st.integers(0, 40), max_size=12)


@pytest.mark.property
@given(SIZES)
def test_merged_groups_are_large_enough_and_add_up_or_nothing_is_told(sizes: list[int]) -> None:
    found = merged([Group(f"g{place}", size) for place, size in enumerate(sizes)], 10)
    assert all(group.people >= 10 for group in found)
    assert sum(group.people for group in found) == (sum(sizes) if found else 0)
    assert bool(found) == (sum(sizes) >= 10)
    assert sum(not group.name for group in found) <= 1


def test_a_lone_small_group_takes_the_next_smallest_in() -> None:
    assert merged([Group("Sud", 3), Group("Nord", 30), Group("Est", 12)], 10) == [Group("Nord", 30), Group("", 15)]


@pytest.mark.parametrize(
    ("wishes", "offers", "shown"),
    [
        (9, 2, (None, None, Balance.OFFERS)),
        (4, 2, (None, None, Balance.UNTOLD)),
        (12, 0, (12, 0, Balance.OFFERS)),
        (3, 11, (None, 11, Balance.WISHES)),
        (6, 6, (None, None, Balance.NEITHER)),
    ],
)
def test_few_are_not_counted_and_what_is_short_is_said_when_enough_speak(
    wishes: int, offers: int, shown: tuple[object, ...]
) -> None:
    found = demand_of(SKILL, wishes=wishes, offers=offers, smallest=10)
    assert (found.wishes, found.offers, found.balance) == shown


def test_a_share_never_speaks_of_everybody_or_of_a_few() -> None:
    assert [share_told(part, 20, 10) for part in (0, 9, 20)] == [10, 40, 90]
    assert share_told(9, 9, 10) is None
    assert (told(0, 10), told(9, 10), told(10, 10)) == (0, None, 10)
    assert (per_pair(13, 5, 10), per_pair(13, 4, 10), per_pair(0, 0, 10)) == (2.5, None, None)


def test_no_cell_of_the_file_is_a_formula() -> None:
    assert in_csv(("a", "b"), [("=1+1", "x")]) == "\ufeffa,b\r\n'=1+1,x\r\n"
