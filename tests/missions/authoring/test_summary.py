"""What a look at last month may tell: never a group too small, and nothing that can be subtracted out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from missions.authoring.preview.summary import NoPreviewReason, PreviewSummary, RegionCount, summarise_regions

REGIONS = st.lists(
    st.tuples(st.integers(0, 60), st.integers(0, 60), st.integers(0, 9)).map(
        lambda drawn: (max(drawn[0], drawn[1]), min(drawn[0], drawn[1]), drawn[2])
    ),
    min_size=1,
    max_size=6,
).map(
    lambda rows: [
        RegionCount(f"r{place}", people, done, 0, done + more) for place, (people, done, more) in enumerate(rows)
    ]
)


def test_forty_one_people_of_two_hundred_and_eighty_are_told_with_their_regions() -> None:
    look = summarise_regions(
        [RegionCount("Nord", 100, 20, 5, 40), RegionCount("Ouest", 150, 15, 12, 15), RegionCount("Sud", 30, 6, 1, 6)],
        smallest=10,
        is_narrowed=False,
    )
    assert isinstance(look, PreviewSummary)
    assert (look.people, look.completed, look.halfway) == (280, 41, 18)
    assert [(share.names, share.percent) for share in look.shares] == [(("Nord",), 20), (("Ouest", "Sud"), 12)]
    assert look.times_a_week == 0.3


def test_a_part_of_the_company_is_told_to_the_nearest_five() -> None:
    look = summarise_regions([RegionCount("Nord", 102, 23, 3, 23)], smallest=10, is_narrowed=True)
    assert isinstance(look, PreviewSummary)
    assert (look.people, look.completed, look.halfway, look.is_rounded) == (100, 25, None, True)


def test_too_few_people_are_not_told_of_at_all() -> None:
    assert (
        summarise_regions([RegionCount("Nord", 9, 9, 0, 9)], smallest=10, is_narrowed=False) is NoPreviewReason.TOO_FEW
    )


@given(REGIONS)
@pytest.mark.property
def test_no_share_is_of_a_small_group_and_none_can_be_found_by_subtraction(regions: list[RegionCount]) -> None:
    look = summarise_regions(regions, smallest=10, is_narrowed=False)
    if not isinstance(look, PreviewSummary):
        assert sum(region.people for region in regions) < 10
        return
    assert look.completed is None or look.completed >= 10
    assert not (look.shares and look.completed is None)
    by_name = {region.name: region for region in regions}
    for share in look.shares:
        group = [by_name[name] for name in share.names]
        assert sum(region.people for region in group) >= 10
        assert sum(region.completed for region in group) >= 10
    if look.shares:
        assert sorted(name for share in look.shares for name in share.names) == sorted(by_name)
