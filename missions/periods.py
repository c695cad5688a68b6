"""How often a mission may be completed: when a period began, when the next one opens, and what remains of this one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

ONCE_PERIOD_ON = date(1, 1, 1)
"""The day that names the one period of what is done once."""


class RepeatPeriod(StrEnum):
    """In which stretch of the person's calendar completions are counted together."""

    ONCE = "once"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"


@dataclass(frozen=True)
class Recurrence:
    """So many completions in each period; once and for all by default."""

    times: int = 1
    period: RepeatPeriod = RepeatPeriod.ONCE


ONCE = Recurrence()


@dataclass(frozen=True)
class CompletionsLeft:
    """What a person may still complete now, and when more opens; `reopens_at` is None for what is done once."""

    remaining: int
    reopens_at: datetime | None


def period_start_on(period: RepeatPeriod, now: datetime, zone: str) -> date:
    """The first day of the period that holds `now` (aware), where the person works."""
    today = now.astimezone(ZoneInfo(zone)).date()
    if period is RepeatPeriod.ONCE:
        return ONCE_PERIOD_ON
    if period is RepeatPeriod.WEEK:
        return today - timedelta(days=today.weekday())
    return today.replace(day=1) if period is RepeatPeriod.MONTH else today


def next_period_start_on(period: RepeatPeriod, begun_on: date) -> date:
    """The first day of the period after the one that began then; never for what is done once."""
    assert period is not RepeatPeriod.ONCE, "What is done once has no next period."
    if period is RepeatPeriod.MONTH:
        return (begun_on + timedelta(days=31)).replace(day=1)
    return begun_on + timedelta(days=7 if period is RepeatPeriod.WEEK else 1)


def completions_left_and_reopening(
    recurrence: Recurrence, *, used: int, used_on: date | None, now: datetime, zone: str
) -> CompletionsLeft:
    """What remains after `used` completions in the period that began on `used_on`, and when the next period opens."""
    current = period_start_on(recurrence.period, now, zone)
    spent = used if used_on == current else 0
    if recurrence.period is RepeatPeriod.ONCE:
        return CompletionsLeft(max(recurrence.times - spent, 0), None)
    opens_on = next_period_start_on(recurrence.period, current)
    return CompletionsLeft(max(recurrence.times - spent, 0), datetime.combine(opens_on, time(), ZoneInfo(zone)))


def next_monday(now: datetime, zone: str) -> datetime:
    """The start of the next Monday where the person works."""
    today = now.astimezone(ZoneInfo(zone)).date()
    monday = today + timedelta(days=7 - today.weekday())
    return datetime.combine(monday, time(), ZoneInfo(zone))
