"""A place of work knows when its people work: its hours, its days, and the public holidays of its country."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from app.kernel.hours import ALWAYS, parse_working_hours
from app.kernel.public_holidays import (
    UnknownHolidayCalendar,
    find_holiday_calendar_of_zone,
    is_public_holiday,
    parse_holiday_calendar,
)
from app.kernel.workplace import OutsideWork, PlaceOfWork

PARIS = PlaceOfWork(zone="Europe/Paris", hours=parse_working_hours("mon-fri 08:00-19:00"), holidays="FR")
NIGHTS = PlaceOfWork(zone="Europe/Paris", hours=parse_working_hours("mon-fri 22:00-06:00"), holidays="FR")
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("place", "start", "reason"),
    [
        (PARIS, datetime(2026, 12, 24, 9, tzinfo=UTC), None),
        (PARIS, datetime(2026, 12, 25, 9, tzinfo=UTC), OutsideWork.HOLIDAY),
        (PARIS, datetime(2026, 12, 27, 9, tzinfo=UTC), OutsideWork.DAY),
        (PARIS, datetime(2026, 12, 28, 6, tzinfo=UTC), OutsideWork.HOURS),
        (PARIS, datetime(2026, 12, 28, 17, 30, tzinfo=UTC), OutsideWork.HOURS),
        (NIGHTS, datetime(2026, 12, 19, 3, tzinfo=UTC), None),
        (NIGHTS, datetime(2026, 12, 20, 3, tzinfo=UTC), OutsideWork.DAY),
        (NIGHTS, datetime(2026, 12, 24, 23, 30, tzinfo=UTC), OutsideWork.HOLIDAY),
    ],
)
def test_a_stretch_of_time_is_working_time_or_says_why_not(
    place: PlaceOfWork, start: datetime, reason: OutsideWork | None
) -> None:
    assert place.find_reason_outside_work(start, start + HOUR) is reason
    assert place.is_working_time(start, start + HOUR) is (reason is None)


def test_the_country_of_a_zone_brings_its_holidays_and_a_part_of_a_country_its_own() -> None:
    assert [find_holiday_calendar_of_zone(zone) for zone in ("Europe/Paris", "America/New_York", "UTC")] == [
        "FR",
        "US",
        "none",
    ]
    assert is_public_holiday(date(2026, 12, 20), find_holiday_calendar_of_zone("Indian/Reunion"))
    assert not is_public_holiday(date(2026, 12, 26), "FR")
    assert is_public_holiday(date(2026, 12, 26), "FR-57")


def test_a_site_that_works_on_public_holidays_says_so() -> None:
    place = PlaceOfWork(zone="Europe/Paris", hours=ALWAYS, holidays=parse_holiday_calendar("None"))
    christmas = datetime(2026, 12, 25, 9, tzinfo=UTC)
    assert place.is_working_time(christmas, christmas + HOUR)


@pytest.mark.parametrize("written", ["", "XX", "FR-99", "la France", "FR-", "-", "DE-BY-1"])
def test_what_names_no_country_is_refused(written: str) -> None:
    with pytest.raises(UnknownHolidayCalendar):
        parse_holiday_calendar(written)
