"""When a term ends, and a day in words."""

from __future__ import annotations

import calendar
from datetime import datetime, timedelta

from babel.dates import format_date

from badges.criterion import Words

A_YEAR = timedelta(days=365)
"""How long a nomination is kept and counts, and how often at most a person is asked."""

REMINDED_BEFORE = timedelta(days=30)
"""How long before the end of a term it can be renewed."""


def compute_term_end(begins_at: datetime, months: int) -> datetime:
    """The same day and hour so many months later, or the last day of a shorter month."""
    year, month = divmod(begins_at.month - 1 + months, 12)
    year, month = begins_at.year + year, month + 1
    return begins_at.replace(year=year, month=month, day=min(begins_at.day, calendar.monthrange(year, month)[1]))


def describe_last_day(until: datetime) -> Words:
    """The day on which what runs until then ends, in words."""
    day = until.date()
    return {"fr": format_date(day, "d MMMM y", "fr_FR"), "en": format_date(day, "d MMMM y", "en_GB")}
