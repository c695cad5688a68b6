"""Working hours are read as companies write them, and know when people work."""

from __future__ import annotations

from datetime import datetime

import pytest

from app.kernel.hours import ALWAYS, read_hours

FRIDAY = datetime(2026, 1, 9)  # noqa: DTZ001 - a moment on somebody's own clock


@pytest.mark.parametrize(
    ("written", "open_at", "closed_at"),
    [
        ("mon-fri 07:00-20:00", [(0, 7, 0), (0, 19, 59)], [(0, 6, 59), (0, 20, 0), (1, 12, 0)]),
        ("fri,sun 22:00-06:00", [(0, 22, 0), (1, 5, 59), (2, 23, 0)], [(0, 3, 0), (1, 6, 0), (1, 23, 0)]),
        ("sat-mon 00:00-24:00", [(1, 0, 0), (3, 23, 59)], [(0, 23, 59), (4, 0, 0)]),
        ("always", [(0, 3, 0), (1, 23, 59)], []),
    ],
)
def test_people_work_when_it_is_written(
    written: str, open_at: list[tuple[int, int, int]], closed_at: list[tuple[int, int, int]]
) -> None:
    hours = read_hours(written)
    moments = [
        [FRIDAY.replace(day=9 + day, hour=hour, minute=minute) for day, hour, minute in side]
        for side in (open_at, closed_at)
    ]
    assert all(map(hours.is_open, moments[0]))
    assert not any(map(hours.is_open, moments[1]))


def test_the_next_opening_is_the_first_working_moment() -> None:
    hours = read_hours("mon-fri 07:00-20:00")
    assert hours.opens(FRIDAY.replace(hour=12)) == FRIDAY.replace(hour=12)
    assert hours.opens(FRIDAY.replace(hour=21)) == FRIDAY.replace(day=12, hour=7)
    assert ALWAYS.opens(FRIDAY) == FRIDAY


@pytest.mark.parametrize("written", ["mon-fri 07:00-20:00", "fri,sun 22:00-06:00", "always"])
def test_hours_are_written_as_they_are_read(written: str) -> None:
    assert read_hours(str(read_hours(written))) == read_hours(written)


@pytest.mark.parametrize("written", ["", "mon-fri", "mon-fri 7-20", "lun-ven 07:00-20:00", "mon-fri 07:00-25:00"])
def test_anything_else_is_refused_with_an_example(written: str) -> None:
    with pytest.raises(ValueError, match="mon-fri 07:00-20:00"):
        read_hours(written)
