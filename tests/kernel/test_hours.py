"""Working hours: read from a setting, and the next opening is the first, whatever clocks do."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.kernel.hours import A_DAY, ALWAYS, Hours, read_hours

OFFICE = read_hours("mon-fri 07:00-20:00")
MINUTE = timedelta(minutes=1)
ZONES = st.sampled_from(["Europe/Paris", "Pacific/Noumea", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu"])
STARTS = [
    datetime(2026, month, day, tzinfo=UTC) for month, day in ((1, 1), (3, 28), (4, 4), (10, 3), (10, 24), (11, 1))
]
MOMENTS = st.builds(lambda start, minutes: start + minutes * MINUTE, st.sampled_from(STARTS), st.integers(0, 4 * A_DAY))
"""Around New Year, and around the days on which the clocks of these zones change."""


@st.composite
def hours(draw: st.DrawFn) -> Hours:
    """Any hours that a setting may say."""
    first = draw(st.integers(0, 6))
    last = draw(st.integers(first, 6))
    opens = draw(st.integers(0, A_DAY - 120))
    return Hours(frozenset(range(first, last + 1)), opens, draw(st.integers(opens + 120, A_DAY)))


@pytest.mark.property
@settings(max_examples=150, deadline=None)
@given(moment=MOMENTS, zone=ZONES, these=hours())
def test_the_next_opening_is_open_and_nothing_before_it_is(moment: datetime, zone: str, these: Hours) -> None:
    opening = these.next_open(moment, zone)

    assert opening >= moment
    assert these.is_open(opening, zone)
    between = moment
    while between < opening:
        assert not these.is_open(between, zone)
        between += 7 * MINUTE
    assert opening == moment or not these.is_open(opening - MINUTE, zone) or opening - MINUTE < moment


@pytest.mark.property
@given(these=hours())
def test_hours_are_read_as_they_are_written(these: Hours) -> None:
    assert read_hours(str(these)) == these


@pytest.mark.parametrize(
    ("moment", "opening"),
    [
        (datetime(2026, 3, 27, 19, 30, tzinfo=UTC), datetime(2026, 3, 30, 5, 0, tzinfo=UTC)),
        (datetime(2026, 10, 23, 18, 30, tzinfo=UTC), datetime(2026, 10, 26, 6, 0, tzinfo=UTC)),
        (datetime(2026, 3, 4, 12, 0, 1, tzinfo=UTC), datetime(2026, 3, 4, 12, 0, 1, tzinfo=UTC)),
    ],
)
def test_monday_morning_is_that_of_the_wall_after_the_clocks_changed(moment: datetime, opening: datetime) -> None:
    assert OFFICE.next_open(moment, "Europe/Paris") == opening


def test_always_is_always() -> None:
    assert read_hours(" Always ") == ALWAYS
    assert ALWAYS.is_open(datetime(2026, 1, 1, tzinfo=UTC), "Europe/Paris")
    assert str(ALWAYS) == "always"


@pytest.mark.parametrize(
    "text", ["", "mon-fri", "fri-mon 07:00-20:00", "mon-fri 20:00-07:00", "lun-ven 07:00-20:00", "mon 09:00-25:00"]
)
def test_what_says_no_hours_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="expected"):
        read_hours(text)
