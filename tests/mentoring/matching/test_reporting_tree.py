"""The reporting line is followed as far as the round says, and a directory with holes is told, never stumbled over."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mentoring.matching.reporting_tree import Managers, ReportingTree, build_reporting_tree
from tests.mentoring.matching.reference import is_one_line

TREE: Managers = {1: None, 2: 1, 3: 1, 4: 2, 5: 4}


def is_above(line: ReportingTree, top: int, low: int) -> bool:
    place = line.interval_of_person(top)
    return place.enter <= line.interval_of_person(low).enter < place.leave


def test_those_below_are_found_by_one_interval() -> None:
    line = build_reporting_tree(TREE)
    assert [person_id for person_id in TREE if is_above(line, 2, person_id)] == [2, 4, 5]
    assert [line.interval_of_person(person_id).depth for person_id in TREE] == [0, 1, 1, 2, 3]


def test_several_heads_circles_and_vacancies_are_told() -> None:
    line = build_reporting_tree({1: None, 2: None, 3: 4, 4: 5, 5: 3, 6: 3, 7: 99, 8: 8})
    assert line.roots == (1, 2, 7)
    assert line.cycles == ((3, 4, 5), (8,))
    assert line.vacancies == (99,)


@pytest.mark.parametrize(
    ("person", "other", "levels"), [(1, 5, 3), (5, 1, -3), (2, 4, 1), (3, 4, None), (1, 99, None), (99, 98, None)]
)
def test_the_levels_between_two_people_are_counted_to_the_top(person: int, other: int, levels: int | None) -> None:
    line = build_reporting_tree(TREE)
    assert line.interval_of_person(person).find_levels_above(line.interval_of_person(other)) == levels


def test_two_who_report_to_each_other_are_on_one_level() -> None:
    line = build_reporting_tree({3: 4, 4: 3, 5: 4})
    three, four, five = (line.interval_of_person(person_id) for person_id in (3, 4, 5))
    assert (three.find_levels_above(four), five.find_levels_above(three)) == (0, -1)


def test_people_in_a_circle_are_in_the_line_of_each_other_and_of_all_below() -> None:
    line = build_reporting_tree({3: 4, 4: 5, 5: 3, 6: 4, 7: 6})
    assert all(is_above(line, person_id, other) for person_id in (3, 4, 5) for other in (3, 4, 5, 6, 7))
    assert not is_above(line, 6, 4)


def test_a_person_whom_the_directory_does_not_know_is_in_no_line() -> None:
    line = build_reporting_tree(TREE)
    assert not any(is_above(line, person_id, 77) or is_above(line, 77, person_id) for person_id in (*TREE, 77))


def test_a_line_of_ten_thousand_levels_is_no_trouble() -> None:
    line = build_reporting_tree({person_id: person_id - 1 if person_id else None for person_id in range(10_000)})
    assert line.interval_of_person(9_999).depth == 9_999


@pytest.mark.property
@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32), st.sampled_from([None, 1, 2, 3]))
def test_any_directory_is_followed_step_by_step(seed: int, depth: int | None) -> None:
    chance = Random(seed)
    managers = {person_id: chance.choice([None, 99, *range(9)]) for person_id in range(9)}
    line = build_reporting_tree(managers)
    for person_id in managers:
        for other in managers:
            apart = abs(line.interval_of_person(person_id).depth - line.interval_of_person(other).depth)
            tree = is_above(line, person_id, other) or is_above(line, other, person_id)
            near = depth is None or apart <= depth
            assert (tree and near) == is_one_line(person_id, other, managers, depth)
