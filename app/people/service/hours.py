"""The working hours of a site, and its public holidays, when they differ from those of the company and the country."""

from __future__ import annotations

from app.kernel.database import session
from app.kernel.errors import Invalid, NotFound
from app.kernel.hours import WorkingHours
from app.kernel.public_holidays import UnknownHolidayCalendar, parse_holiday_calendar
from app.people.models import Site


class UnreadableHolidays(Invalid):
    """No public holidays are known under what was written."""


def set_site_hours(site_id: int, hours: WorkingHours | None) -> Site:
    """Give a site its own hours; None means those of the company again. Points that were credited before stay."""
    site = _get_site(site_id)
    if hours is None:
        site.work_days = site.work_starts = site.work_minutes = None
        return site
    site.work_days, site.work_starts, site.work_minutes = list(hours.days), hours.starts, hours.minutes
    return site


def set_site_holidays(site_id: int, written: str) -> Site:
    """Give a site a calendar of public holidays; an empty text means those of its country again."""
    site = _get_site(site_id)
    try:
        site.holidays = parse_holiday_calendar(written) if written.strip() else None
    except UnknownHolidayCalendar as wrong:
        raise UnreadableHolidays(str(wrong)) from wrong
    return site


def _get_site(site_id: int) -> Site:
    site = session().get(Site, site_id)
    if site is None:
        raise NotFound("There is no such site.")
    return site
