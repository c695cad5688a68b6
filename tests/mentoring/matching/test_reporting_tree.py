"""The reporting line is followed as far as the round says, and a directory with holes is told, never stumbled over."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mentoring.matching.reporting_tree import Line, Managers, draw_line
from tests.mentoring.matching.reference import is_one_line

TREE: Managers = {1: None, 2: 1, 3: 1, 4: 2, 5: 4}


def is_above(line: Line, top: int, low: int) -> bool:
    place = line.place(top)
    return place.enter <= line.place(low).enter < place.leave


def test_those_below_are_found_by_one_interval() -> None:
    line = draw_line(TREE)
    assert [one for one in TREE if is_above(line, 2, one)] == [2, 4, 5]
    assert [line.place(one).depth for one in TREE] == [0, 1, 1, 2, 3]


def test_several_heads_circles_and_vacancies_are_told() -> None:
    line = draw_line({1: None, 2: None, 3: 4, 4: 5, 5: 3, 6: 3, 7: 99, 8: 8})
    assert line.roots == (1, 2, 7)
    assert line.circles == ((3, 4, 5), (8,))
    assert line.vacancies == (99,)


def test_people_in_a_circle_are_in_the_line_of_each_other_and_of_all_below() -> None:
    line = draw_line({3: 4, 4: 5, 5: 3, 6: 4, 7: 6})
    assert all(is_above(line, one, other) for one in (3, 4, 5) for other in (3, 4, 5, 6, 7))
    assert not is_above(line, 6, 4)


def test_a_person_whom_the_directory_does_not_know_is_in_no_line() -> None:
    line = draw_line(TREE)
    assert not any(is_above(line, one, 77) or is_above(line, 77, one) for one in (*TREE, 77))


def test_a_line_of_ten_thousand_levels_is_no_trouble() -> None:
    line = draw_line({one: one - 1 if one else None for one in range(10_000)})
    assert line.place(9_999).depth == 9_999


@pytest.mark.property
@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32), st.sampled_from([None, 1, 2, 3]))
def test_any_directory_is_followed_step_by_step(seed: int, depth: int | None) -> None:
    chance = Random(seed)
    managers = {one: chance.choice([None, 99, *range(9)]) for one in range(9)}
    line = draw_line(managers)
    for one in managers:
        for other in managers:
            apart = abs(line.place(one).depth - line.place(other).depth)
            found = is_above(line, one, other) or is_above(line, other, one)
            near = depth is None or apart <= depth
            assert (found and near) == is_one_line(one, other, managers, depth)
