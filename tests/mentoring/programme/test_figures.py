"""Figures of a round: regions that add up, and skills whose counts are shown only for groups."""

from __future__ import annotations

import pytest

from app.kernel.disclosure import HIDDEN, DisclosureGate, Figure
from app.kernel.spreadsheets import encode_csv
from mentoring.programme.follow_up.figures import (
    RegionOfSide,
    RegionVolunteers,
    SkillShortage,
    build_supply_and_demand_of_skill,
    merge_small_regions,
)

GATE = DisclosureGate(10)
SKILL = {"fr": "Power BI", "en": "Power BI"}


def test_a_lone_small_region_takes_the_next_smallest_in() -> None:
    regions = [RegionOfSide("Sud", 3, 50), RegionOfSide("Nord", 30, 50), RegionOfSide("Est", 12, 50)]
    assert merge_small_regions(regions, GATE) == [
        RegionVolunteers("Nord", Figure(30)),
        RegionVolunteers("", Figure(15)),
    ]
    assert merge_small_regions([RegionOfSide("Sud", 9, 50)], GATE) == []


def test_a_region_whose_ten_people_all_volunteer_is_not_counted() -> None:
    assert merge_small_regions([RegionOfSide("Sud", 10, 10)], GATE) == [RegionVolunteers("Sud", HIDDEN)]


@pytest.mark.parametrize(
    ("wishes", "offers", "shown"),
    [
        (9, 2, (None, None, 10, SkillShortage.NOT_DETAILED)),
        (4, 2, (None, None, None, SkillShortage.NOT_DETAILED)),
        (0, 0, (None, None, None, SkillShortage.NOT_DETAILED)),
        (12, 0, (10, None, None, SkillShortage.OFFERS)),
        (3, 11, (None, 10, None, SkillShortage.WISHES)),
        (12, 11, (10, 10, None, SkillShortage.NEITHER)),
        (30, 11, (30, 10, None, SkillShortage.OFFERS)),
    ],
)
def test_few_are_not_counted_and_what_is_short_follows_from_what_is_shown(
    wishes: int, offers: int, shown: tuple[object, ...]
) -> None:
    skill = build_supply_and_demand_of_skill(SKILL, GATE, wishes=wishes, offers=offers)
    assert (skill.wishes.value, skill.offers.value, skill.together.value, skill.balance) == shown
    assert skill.is_shown == any(shown[:3])


def test_no_cell_of_the_file_is_a_formula() -> None:
    assert encode_csv(("a", "b"), [("=1+1", "x")]) == "\ufeffa,b\r\n'=1+1,x\r\n"
