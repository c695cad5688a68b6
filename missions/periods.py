"""How often a mission may be completed: when a period began, when the next one opens, and what remains of this one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

WHOLE_ON = date(1, 1, 1)
"""The day that names the one period of what is done once."""


class Period(StrEnum):
    """In which stretch of the person's calendar completions are counted together."""

    ONCE = "once"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"


@dataclass(frozen=True)
class Repeat:
    """So many completions in each period; once and for all by default."""

    times: int = 1
    period: Period = Period.ONCE


ONCE = Repeat()


@dataclass(frozen=True)
class Allowance:
    """What a person may still complete now, and when more opens; `reopens_at` is None for what is done once."""

    remaining: int
    reopens_at: datetime | None


def period_on(period: Period, now: datetime, zone: str) -> date:
    """The first day of the period that holds `now` (aware), where the person works."""
    today = now.astimezone(ZoneInfo(zone)).date()
    if period is Period.ONCE:
        return WHOLE_ON
    if period is Period.WEEK:
        return today - timedelta(days=today.weekday())
    return today.replace(day=1) if period is Period.MONTH else today


def next_period_on(period: Period, begun_on: date) -> date:
    """The first day of the period after the one that began then; never for what is done once."""
    assert period is not Period.ONCE, "What is done once has no next period."
    if period is Period.MONTH:
        return (begun_on + timedelta(days=31)).replace(day=1)
    return begun_on + timedelta(days=7 if period is Period.WEEK else 1)


def allowance(repeat: Repeat, *, used: int, used_on: date | None, now: datetime, zone: str) -> Allowance:
    """What remains after `used` completions in the period that began on `used_on`, and when the next period opens."""
    current = period_on(repeat.period, now, zone)
    spent = used if used_on == current else 0
    if repeat.period is Period.ONCE:
        return Allowance(max(repeat.times - spent, 0), None)
    opens_on = next_period_on(repeat.period, current)
    return Allowance(max(repeat.times - spent, 0), datetime.combine(opens_on, time(), ZoneInfo(zone)))
