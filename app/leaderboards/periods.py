"""When a period of a board begins: this week's Monday, the first of this month, or the beginning of time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from enum import StrEnum


class Period(StrEnum):
    """Which stretch of the ledger a board looks at."""

    WEEK = "week"
    MONTH = "month"
    ALL = "all"


def start_of(period: Period, now: datetime) -> datetime:
    """The aware moment at which `period` began, for the wall clock that `now` (aware) carries."""
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    if period is Period.WEEK:
        return midnight - timedelta(days=now.weekday())
    if period is Period.MONTH:
        return midnight.replace(day=1)
    return datetime(1970, 1, 1, tzinfo=UTC)
