"""How a crisis moves the dates of a contest: nobody loses the time in which games were paused."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from missions.contests.draw.beacon import find_first_round_from
from missions.contests.terms import Calendar, ContestTerms


def shift_calendar(calendar: Calendar, starts_at: datetime, ends_at: datetime) -> Calendar:
    """The calendar after a pause: what it took away from the contest is added at the end.

    A contest that would have opened during the pause opens when it ends, and lasts as long as it was meant to.
    """
    if ends_at <= calendar.opens_at or calendar.closes_at <= starts_at:
        return calendar
    lost = ends_at - max(starts_at, calendar.opens_at)
    opens_at = ends_at if starts_at <= calendar.opens_at else calendar.opens_at
    return replace(calendar, opens_at=opens_at, closes_at=calendar.closes_at + lost)


def compute_freeze_moment(calendar: Calendar) -> datetime:
    """When the entries are frozen: late facts that arrive until then count."""
    return calendar.closes_at + timedelta(hours=calendar.grace_hours)


def fit_beacon_round(terms: ContestTerms) -> ContestTerms:
    """The terms with the first round of the beacon whose value cannot exist before the entries are frozen; without a beacon, as they are."""
    if terms.draw.beacon_round is None:
        return terms
    beacon_round = find_first_round_from(compute_freeze_moment(terms.calendar))
    return replace(terms, draw=replace(terms.draw, beacon_round=beacon_round))
