"""Working hours are read as companies write them, and know when people work."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.kernel.hours import ALWAYS, WHOLE_DAY, WorkingHours, parse_working_hours

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
    hours = parse_working_hours(written)
    moments = [
        [FRIDAY.replace(day=9 + day, hour=hour, minute=minute) for day, hour, minute in side]
        for side in (open_at, closed_at)
    ]
    assert all(map(hours.is_open_at_local_time, moments[0]))
    assert not any(map(hours.is_open_at_local_time, moments[1]))


def test_the_next_opening_is_the_first_working_moment() -> None:
    hours = parse_working_hours("mon-fri 07:00-20:00")
    assert hours.next_open_local_time(FRIDAY.replace(hour=12)) == FRIDAY.replace(hour=12)
    assert hours.next_open_local_time(FRIDAY.replace(hour=21)) == FRIDAY.replace(day=12, hour=7)
    assert ALWAYS.next_open_local_time(FRIDAY) == FRIDAY


@pytest.mark.parametrize("written", ["mon-fri 07:00-20:00", "fri,sun 22:00-06:00", "always"])
def test_hours_are_written_as_they_are_read(written: str) -> None:
    assert parse_working_hours(str(parse_working_hours(written))) == parse_working_hours(written)


@pytest.mark.parametrize("written", ["", "mon-fri", "mon-fri 7-20", "lun-ven 07:00-20:00", "mon-fri 07:00-25:00"])
def test_anything_else_is_refused_with_an_example(written: str) -> None:
    with pytest.raises(ValueError, match="mon-fri 07:00-20:00"):
        parse_working_hours(written)


OFFICE = parse_working_hours("mon-fri 07:00-20:00")
MINUTE = timedelta(minutes=1)
ZONES = st.sampled_from(["Europe/Paris", "Pacific/Noumea", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu"])
STARTS = [
    datetime(2026, month, day, tzinfo=UTC) for month, day in ((1, 1), (3, 28), (4, 4), (10, 3), (10, 24), (11, 1))
]
MOMENTS = st.builds(
    lambda start, minutes: start + minutes * MINUTE, st.sampled_from(STARTS), st.integers(0, 4 * WHOLE_DAY)
)
"""Around New Year, and around the days on which the clocks of these zones change."""


@st.composite
def hours(draw: st.DrawFn) -> WorkingHours:
    """Any hours that a setting may say."""
    days = draw(st.sets(st.integers(1, 7), min_size=1))
    return WorkingHours(tuple(sorted(days)), draw(st.integers(0, WHOLE_DAY - 1)), draw(st.integers(120, WHOLE_DAY)))


@pytest.mark.property
@settings(max_examples=150, deadline=None)
@given(moment=MOMENTS, zone=ZONES, these=hours())
def test_the_next_opening_is_open_and_nothing_before_it_is(moment: datetime, zone: str, these: WorkingHours) -> None:
    opening = these.next_open_moment(moment, zone)

    assert opening >= moment
    assert these.is_open_in_zone(opening, zone)
    between = moment
    while between < opening:
        assert not these.is_open_in_zone(between, zone)
        between += 7 * MINUTE
    assert opening == moment or not these.is_open_in_zone(opening - MINUTE, zone) or opening - MINUTE < moment


@pytest.mark.property
@given(these=hours())
def test_hours_are_read_as_they_are_written(these: WorkingHours) -> None:
    assert parse_working_hours(str(these)) == these


@pytest.mark.parametrize(
    ("moment", "opening"),
    [
        (datetime(2026, 3, 27, 19, 30, tzinfo=UTC), datetime(2026, 3, 30, 5, 0, tzinfo=UTC)),
        (datetime(2026, 10, 23, 18, 30, tzinfo=UTC), datetime(2026, 10, 26, 6, 0, tzinfo=UTC)),
        (datetime(2026, 3, 4, 12, 0, 1, tzinfo=UTC), datetime(2026, 3, 4, 12, 0, 1, tzinfo=UTC)),
    ],
)
def test_monday_morning_is_that_of_the_wall_after_the_clocks_changed(moment: datetime, opening: datetime) -> None:
    assert OFFICE.next_open_moment(moment, "Europe/Paris") == opening
