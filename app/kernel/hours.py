"""Working hours as a setting says them, and the next moment at which they are open somewhere: values in, values out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
A_DAY = 24 * 60
MINUTE = timedelta(minutes=1)
FARTHEST = 15 * A_DAY
"""Minutes within which any hours open again, whatever clocks do."""

_WRITTEN = re.compile(r"([a-z]{3})(?:-([a-z]{3}))? (\d\d):(\d\d)-(\d\d):(\d\d)")


@dataclass(frozen=True)
class Hours:
    """Days of the week (Monday is 0) and the minutes of the day between which they are open, the last one excluded."""

    days: frozenset[int]
    opens: int
    closes: int

    def __str__(self) -> str:
        if self == ALWAYS:
            return "always"
        days = sorted(self.days)
        told = DAYS[days[0]] if len(days) == 1 else f"{DAYS[days[0]]}-{DAYS[days[-1]]}"
        return f"{told} {_clock(self.opens)}-{_clock(self.closes)}"

    def is_open(self, moment: datetime, zone: str) -> bool:
        """Whether the clock on the wall in `zone` is within these hours."""
        there = moment.astimezone(ZoneInfo(zone))
        return there.weekday() in self.days and self.opens <= there.hour * 60 + there.minute < self.closes

    def next_open(self, moment: datetime, zone: str) -> datetime:
        """`moment` itself while open, else the first minute that is; where a clock is put back, an hour may come twice."""
        if self.is_open(moment, zone):
            return moment
        minute = moment.replace(second=0, microsecond=0)
        later = (minute + number * MINUTE for number in range(1, FARTHEST))
        return next(found for found in later if self.is_open(found, zone))


ALWAYS = Hours(frozenset(range(7)), 0, A_DAY)


def read_hours(text: str) -> Hours:
    """The hours that "mon-fri 07:00-20:00", "sat 09:00-12:00" or "always" says; ValueError for anything else."""
    if text.strip().lower() == "always":
        return ALWAYS
    written = _WRITTEN.fullmatch(text.strip().lower())
    if written is None or not {written[1], written[2] or written[1]} <= set(DAYS):
        raise ValueError('expected "mon-fri 07:00-20:00" or "always"')
    first, last = DAYS.index(written[1]), DAYS.index(written[2] or written[1])
    opens, closes = (int(written[place]) * 60 + int(written[place + 1]) for place in (3, 5))
    if not first <= last or not 0 <= opens < closes <= A_DAY:
        raise ValueError("expected the first day and the first hour before the last, and no hour past 24:00")
    return Hours(frozenset(range(first, last + 1)), opens, closes)


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"
