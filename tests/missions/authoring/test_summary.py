"""What a look at the last weeks may show: groups of regions, rounded, and nothing that can be subtracted out."""

from __future__ import annotations

from app.kernel.disclosure import HIDDEN, DisclosureGate, Figure
from missions.authoring.preview.summary import RegionCount, summarise_regions

GATE = DisclosureGate(10)


def test_forty_one_people_of_two_hundred_and_eighty_are_shown_with_their_regions() -> None:
    look = summarise_regions(
        [
            RegionCount("Nord", 120, 20, 5, 40),
            RegionCount("Ouest", 160, 15, 12, 15),
            RegionCount("Sud", 9, 6, 1, 6),
        ],
        GATE,
        is_widened=False,
    )
    assert (look.headcount, look.completed, look.halfway) == (Figure(285), Figure(40), Figure(15))
    assert [(region.names, region.completed) for region in look.regions] == [
        (("Ouest",), Figure(15)),
        (("Nord", "Sud"), Figure(25)),
    ]
    assert look.times_a_week == Figure(0.5)


def test_a_region_where_nobody_takes_part_looks_like_one_where_nine_do() -> None:
    looks = [
        summarise_regions(
            [RegionCount("Nord", 30, 12, 0, 12), RegionCount("Sud", 30, few, 0, few)], GATE, is_widened=False
        )
        for few in (0, 9)
    ]
    assert looks[0].regions == looks[1].regions
    assert looks[0].regions[1].completed is HIDDEN


def test_no_figure_means_everybody() -> None:
    whole = summarise_regions([RegionCount("Nord", 13, 13, 0, 13)], GATE, is_widened=False)
    assert (whole.headcount, whole.completed) == (Figure(10), HIDDEN)
