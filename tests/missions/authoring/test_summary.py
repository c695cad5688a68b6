"""What a look at the last weeks may show: groups of regions, rounded, and nothing that can be subtracted out."""

from __future__ import annotations

from app.kernel.disclosure import HIDDEN, DisclosureGate, Figure
from missions.authoring.preview.summary import RegionCount, summarise_regions

GATE = DisclosureGate(10)


def test_forty_one_people_of_two_hundred_and_eighty_are_shown_with_their_regions() -> None:
    look = summarise_regions(
        [
            RegionCount("Nord", 120, 100, 20, 5, 40),
            RegionCount("Ouest", 160, 150, 15, 12, 15),
            RegionCount("Sud", 9, 8, 6, 1, 6),
        ],
        GATE,
        is_widened=False,
    )
    assert (look.people, look.completed, look.halfway) == (Figure(260), Figure(40), Figure(20))
    assert [(share.names, share.share) for share in look.shares] == [
        (("Ouest",), Figure(10)),
        (("Nord", "Sud"), Figure(20)),
    ]
    assert look.times_a_week == Figure(0.5)


def test_a_region_where_nobody_takes_part_looks_like_one_where_nine_do() -> None:
    looks = [
        summarise_regions(
            [RegionCount("Nord", 30, 30, 12, 0, 12), RegionCount("Sud", 30, few, few, 0, few)], GATE, is_widened=False
        )
        for few in (0, 9)
    ]
    assert looks[0].shares == looks[1].shares
    assert looks[0].shares[1].share is HIDDEN


def test_no_figure_means_everybody() -> None:
    whole = summarise_regions([RegionCount("Nord", 13, 13, 13, 0, 13)], GATE, is_widened=False)
    assert (whole.people, whole.completed, whole.share) == (Figure(10), HIDDEN, Figure(90))
    assert summarise_regions([RegionCount("Nord", 10, 10, 5, 0, 5)], GATE, is_widened=False).people is HIDDEN
