"""Public holidays of a country or of a part of it, as the library `holidays` knows them, and the country of a time zone."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from babel.core import get_global
from holidays import country_holidays

NO_HOLIDAYS = "none"
"""What is written for a site that works on public holidays."""


class UnknownHolidayCalendar(ValueError):
    """The text names no country, and no part of a country, whose holidays are published."""


def parse_holiday_calendar(written: str) -> str:
    """The calendar that a text names: a country ("FR"), a part of one ("FR-57", "DE-BY") or "none"."""
    text = written.strip()
    if text.lower() == NO_HOLIDAYS:
        return NO_HOLIDAYS
    calendar = text.upper()
    try:
        country_holidays(*_split_calendar(calendar))
    except (NotImplementedError, ValueError) as wrong:
        raise UnknownHolidayCalendar(f"No public holidays are known for “{text}”.") from wrong
    return calendar


def find_holiday_calendar_of_zone(zone: str) -> str:
    """The country of a time zone (IANA name) as a calendar; NO_HOLIDAYS for a zone that belongs to no country."""
    try:
        return parse_holiday_calendar(str(get_global("zone_territories").get(zone, NO_HOLIDAYS)))
    except UnknownHolidayCalendar:
        return NO_HOLIDAYS


def is_public_holiday(day: date, calendar: str) -> bool:
    """Whether that day is a public holiday of the calendar; a day on which one is made up for counts too."""
    return day in list_public_holidays(calendar, day.year)


@lru_cache(maxsize=256)
def list_public_holidays(calendar: str, year: int) -> frozenset[date]:
    """The public holidays of a calendar in a year."""
    if calendar == NO_HOLIDAYS:
        return frozenset()
    country, part = _split_calendar(calendar)
    return frozenset(country_holidays(country, subdiv=part, years=year))


def _split_calendar(calendar: str) -> tuple[str, str | None]:
    country, dash, part = calendar.partition("-")
    if dash and not part:
        raise ValueError("The name of the part is missing.")
    return country, part or None
