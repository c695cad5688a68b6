"""Working hours as a company writes them ("mon-fri 07:00-20:00", "always"), read once and asked often."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
WHOLE_DAY = 24 * 60
FARTHEST = 15 * WHOLE_DAY
"""Minutes within which any hours open again, whatever clocks do."""
EXPECTED = "expected “always”, or days and hours such as “mon-fri 07:00-20:00” or “mon,wed,sat 22:00-06:00”"
_WRITTEN = re.compile(r"([a-z,-]+) (\d{2}):(\d{2})-(\d{2}):(\d{2})")


@dataclass(frozen=True)
class WorkingHours:
    """Spells of `minutes` that begin at the minute `starts` of each of `days` (1 is Monday); one may end on the next day."""

    days: tuple[int, ...]
    starts: int
    minutes: int

    def __str__(self) -> str:
        if self == ALWAYS:
            return "always"
        return f"{_names(self.days)} {_clock(self.starts)}-{_clock(self.starts + self.minutes)}"

    def is_open(self, local: datetime) -> bool:
        """Whether people work at that moment of their own clock."""
        shifted = local - timedelta(minutes=self.starts)
        return shifted.isoweekday() in self.days and shifted.hour * 60 + shifted.minute < self.minutes

    def opens(self, local: datetime) -> datetime:
        """The first moment from `local` on when people work."""
        if self.is_open(local):
            return local
        midnight = local.replace(hour=0, minute=0, second=0, microsecond=0)
        starts = (midnight + timedelta(days=ahead, minutes=self.starts) for ahead in range(9))
        return next(start for start in starts if start >= local and start.isoweekday() in self.days)

    def is_open_in(self, moment: datetime, zone: str) -> bool:
        """Whether people work at `moment` (aware) in that time zone."""
        return self.is_open(moment.astimezone(ZoneInfo(zone)))

    def next_open(self, moment: datetime, zone: str) -> datetime:
        """`moment` itself while people work there, else the first minute when they do, whatever clocks do meanwhile."""
        if self.is_open_in(moment, zone):
            return moment
        minute = moment.replace(second=0, microsecond=0)
        later = (minute + timedelta(minutes=number) for number in range(1, FARTHEST))
        return next(found for found in later if self.is_open_in(found, zone))


ALWAYS = WorkingHours((1, 2, 3, 4, 5, 6, 7), 0, WHOLE_DAY)


def parse_hours(written: str) -> WorkingHours:
    """The hours that were written; ValueError, with what is expected, for anything else."""
    told = written.strip().lower()
    if told == "always":
        return ALWAYS
    match = _WRITTEN.fullmatch(told)
    if match is None:
        raise ValueError(EXPECTED)
    starts, ends = _minute(match[2], match[3]), _minute(match[4], match[5])
    return WorkingHours(_days(match[1]), starts, (ends - starts) % WHOLE_DAY or WHOLE_DAY)


def _days(written: str) -> tuple[int, ...]:
    found: set[int] = set()
    for part in written.split(","):
        first, _, last = part.partition("-")
        if first not in DAYS or (last or first) not in DAYS:
            raise ValueError(EXPECTED)
        begin, length = DAYS.index(first), (DAYS.index(last or first) - DAYS.index(first)) % 7 + 1
        found.update((begin + step) % 7 + 1 for step in range(length))
    return tuple(sorted(found))


def _names(days: tuple[int, ...]) -> str:
    names = [DAYS[day - 1] for day in days]
    is_a_run = len(days) > 2 and days[-1] - days[0] == len(days) - 1
    return f"{names[0]}-{names[-1]}" if is_a_run else ",".join(names)


def _minute(hour: str, minute: str) -> int:
    total = int(hour) * 60 + int(minute)
    if total > WHOLE_DAY or int(minute) > 59:
        raise ValueError(EXPECTED)
    return total % WHOLE_DAY


def _clock(minute: int) -> str:
    minute %= WHOLE_DAY
    return f"{minute // 60:02}:{minute % 60:02}"
