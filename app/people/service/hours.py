"""The working hours of a site, when they differ from those of the company."""

from __future__ import annotations

from app.kernel.database import session
from app.kernel.errors import Invalid, NotFound
from app.kernel.hours import parse_working_hours
from app.people.models import Site


class UnreadableHours(Invalid):
    """The hours that were written cannot be read."""


def set_site_hours(site_id: int, written: str) -> Site:
    """Give a site its own hours; an empty text means those of the company again. Points that were credited before stay."""
    site = session().get(Site, site_id)
    if site is None:
        raise NotFound("There is no such site.")
    if not written.strip():
        site.work_days = site.work_starts = site.work_minutes = None
        return site
    try:
        hours = parse_working_hours(written)
    except ValueError as wrong:
        raise UnreadableHours(str(wrong)) from wrong
    site.work_days, site.work_starts, site.work_minutes = list(hours.days), hours.starts, hours.minutes
    return site
