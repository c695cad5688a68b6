"""Reads the date of a session from a form: an offered date, or a day and an hour in the person's time zone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from app.kernel.errors import Invalid


class InvalidDate(Invalid):
    """The form holds no valid day and hour."""


def parse_session_start(form: Mapping[str, str], zone: str) -> datetime:
    """The chosen moment in UTC; raises InvalidDate if there is none."""
    offered = form.get("starts_at", "")
    try:
        if offered:
            return _convert_aware_to_utc(datetime.fromisoformat(offered))
        day, hour = date.fromisoformat(form.get("on", "")), time.fromisoformat(form.get("at", ""))
        return datetime.combine(day, hour.replace(tzinfo=None), ZoneInfo(zone)).astimezone(UTC)
    except (ValueError, OverflowError) as wrong:
        raise InvalidDate("Choose a day and an hour.") from wrong


def is_date_confirmed(form: Mapping[str, str], starts_at: datetime) -> bool:
    """Whether the form confirms this very moment, which the page showed as outside working time."""
    return form.get("confirmed", "") == starts_at.isoformat()


def parse_session_version(form: Mapping[str, str]) -> int | None:
    """The version of the session that the page showed; None if it had no date."""
    version = form.get("seen", "")
    return int(version) if version.isdecimal() and len(version) < 10 else None


def _convert_aware_to_utc(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("A moment without a zone is no moment.")
    return moment.astimezone(UTC)
