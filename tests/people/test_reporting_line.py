"""A circle in the reporting line is found, named once, and kept apart from what only leads to it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.people.directory.reporting_line import list_reporting_cycles


def test_a_line_has_no_circle() -> None:
    assert list_reporting_cycles({"a": "b", "b": "c", "d": "b"}) == []


def test_circles_are_named_from_their_smallest_name_and_once() -> None:
    assert list_reporting_cycles({"c": "a", "a": "b", "b": "c", "d": "a", "x": "x"}) == [["a", "b", "c"], ["x"]]


@pytest.mark.property
@given(st.dictionaries(st.integers(0, 12).map(str), st.integers(0, 12).map(str)))
def test_what_is_found_is_every_circle_and_nothing_else(reports_to: dict[str, str]) -> None:
    def comes_back(start: str) -> bool:
        here = reports_to[start]
        for _ in reports_to:
            if here == start:
                return True
            here = reports_to.get(here, "")
        return False

    in_circles = {person for circle in list_reporting_cycles(reports_to) for person in circle}
    assert in_circles == {person for person in reports_to if comes_back(person)}
    assert all(
        reports_to[person] == following
        for circle in list_reporting_cycles(reports_to)
        for person, following in zip(circle, circle[1:] + circle[:1], strict=True)
    )
