"""Working hours as a company writes them ("mon-fri 07:00-20:00", "always"), read once and used often."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
WHOLE_DAY = 24 * 60
SEARCH_LIMIT = 15 * WHOLE_DAY
"""Minutes within which any hours open again, also across changes of the clock."""
EXPECTED_HOURS = "expected “always”, or days and hours such as “mon-fri 07:00-20:00” or “mon,wed,sat 22:00-06:00”"
_PATTERN = re.compile(r"([a-z,-]+) (\d{2}):(\d{2})-(\d{2}):(\d{2})")


@dataclass(frozen=True)
class WorkingHours:
    """Periods of `minutes` from the minute `starts` of each of `days` (1 is Monday); one may end on the next day."""

    days: tuple[int, ...]
    starts: int
    minutes: int

    def __str__(self) -> str:
        if self == ALWAYS:
            return "always"
        return f"{_format_days(self.days)} {_format_minute_of_day(self.starts)}-{_format_minute_of_day(self.starts + self.minutes)}"

    def is_open_at_local_time(self, local: datetime) -> bool:
        """Whether people work at that local time."""
        shifted = local - timedelta(minutes=self.starts)
        return shifted.isoweekday() in self.days and shifted.hour * 60 + shifted.minute < self.minutes

    def next_open_local_time(self, local: datetime) -> datetime:
        """The first local time from `local` on when people work."""
        if self.is_open_at_local_time(local):
            return local
        midnight = local.replace(hour=0, minute=0, second=0, microsecond=0)
        starts = (midnight + timedelta(days=ahead, minutes=self.starts) for ahead in range(9))
        return next(start for start in starts if start >= local and start.isoweekday() in self.days)

    def is_open_in_zone(self, moment: datetime, zone: str) -> bool:
        """Whether people work at `moment` (aware) in that time zone."""
        return self.is_open_at_local_time(moment.astimezone(ZoneInfo(zone)))

    def next_open_moment(self, moment: datetime, zone: str) -> datetime:
        """`moment` itself while people work there, else the first minute when they do, also across changes of the clock."""
        if self.is_open_in_zone(moment, zone):
            return moment
        start = moment.replace(second=0, microsecond=0)
        later = (start + timedelta(minutes=number) for number in range(1, SEARCH_LIMIT))
        return next(minute for minute in later if self.is_open_in_zone(minute, zone))


ALWAYS = WorkingHours((1, 2, 3, 4, 5, 6, 7), 0, WHOLE_DAY)


def parse_working_hours(written: str) -> WorkingHours:
    """The hours that a text describes; ValueError, with what is expected, for any other text."""
    text = written.strip().lower()
    if text == "always":
        return ALWAYS
    match = _PATTERN.fullmatch(text)
    if match is None:
        raise ValueError(EXPECTED_HOURS)
    starts, ends = _parse_minute_of_day(match[2], match[3]), _parse_minute_of_day(match[4], match[5])
    return WorkingHours(_parse_days(match[1]), starts, (ends - starts) % WHOLE_DAY or WHOLE_DAY)


def _parse_days(written: str) -> tuple[int, ...]:
    days: set[int] = set()
    for part in written.split(","):
        first, _, last = part.partition("-")
        if first not in DAYS or (last or first) not in DAYS:
            raise ValueError(EXPECTED_HOURS)
        begin, length = DAYS.index(first), (DAYS.index(last or first) - DAYS.index(first)) % 7 + 1
        days.update((begin + step) % 7 + 1 for step in range(length))
    return tuple(sorted(days))


def _format_days(days: tuple[int, ...]) -> str:
    names = [DAYS[day - 1] for day in days]
    is_a_run = len(days) > 2 and days[-1] - days[0] == len(days) - 1
    return f"{names[0]}-{names[-1]}" if is_a_run else ",".join(names)


def _parse_minute_of_day(hour: str, minute: str) -> int:
    total = int(hour) * 60 + int(minute)
    if total > WHOLE_DAY or int(minute) > 59:
        raise ValueError(EXPECTED_HOURS)
    return total % WHOLE_DAY


def _format_minute_of_day(minute: int) -> str:
    minute %= WHOLE_DAY
    return f"{minute // 60:02}:{minute % 60:02}"
