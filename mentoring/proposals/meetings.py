"""Finds the first two meetings of a pair: in common slots and working time, a week apart, outside other sessions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from app.kernel.workplace import PlaceOfWork
from mentoring.matching.values import DateSpan, Slot
from mentoring.matching.week import free_half_hour_bits, list_minutes_of_half_hours, meeting_start_bits

FIRST_MEETINGS = 2
MIN_INTERVAL = timedelta(days=6, hours=22)
"""A week, less a possible clock change."""

BusySpell = tuple[datetime, datetime]


@dataclass(frozen=True, kw_only=True)
class ParticipantAvailability:
    """The free slots of one of the two, on the clock of their site, and when people work there."""

    slots: Sequence[Slot]
    workplace: PlaceOfWork
    away: Sequence[DateSpan] = ()

    def is_away_at(self, moment: datetime) -> bool:
        """Whether this person is away on the day that it then is at their site."""
        day = moment.astimezone(ZoneInfo(self.workplace.zone)).date()
        return any(first <= day <= last for first, last in self.away)


@dataclass(frozen=True, kw_only=True)
class MeetingWindow:
    """The allowed time for meetings, their length, and the sessions that either already has."""

    earliest: datetime
    latest: datetime
    minutes: int
    taken: Sequence[BusySpell] = ()


def choose_first_meeting_starts(
    sides: Sequence[ParticipantAvailability], window: MeetingWindow
) -> tuple[datetime, ...]:
    """Two meetings, or fewer if the window has no room."""
    meetings: list[datetime] = []
    for start in _iterate_possible_starts(sides, window):
        if meetings and start < meetings[-1] + MIN_INTERVAL:
            continue
        if _is_suitable_start(start, sides, window):
            meetings.append(start)
        if len(meetings) == FIRST_MEETINGS:
            break
    return tuple(meetings)


def _iterate_possible_starts(sides: Sequence[ParticipantAvailability], window: MeetingWindow) -> Iterator[datetime]:
    """Possible starts week by week, each computed with the clocks of its own week."""
    monday = window.earliest.date() - timedelta(days=window.earliest.weekday())
    while monday <= window.latest.date():
        for minute in list_minutes_of_half_hours(_compute_shared_start_bits(sides, monday, window.minutes)):
            yield datetime.combine(monday, time(), UTC) + timedelta(minutes=minute)
        monday += timedelta(weeks=1)


def _compute_shared_start_bits(sides: Sequence[ParticipantAvailability], monday: date, minutes: int) -> int:
    meetings = -1
    for side in sides:
        free = 0
        for slot in side.slots:
            free |= free_half_hour_bits(slot, side.workplace.zone, monday)
        meetings &= meeting_start_bits(free, minutes)
    return meetings


def _is_suitable_start(start: datetime, sides: Sequence[ParticipantAvailability], window: MeetingWindow) -> bool:
    ends = start + timedelta(minutes=window.minutes)
    if start < window.earliest or ends > window.latest:
        return False
    if any(start < taken_until and taken_from < ends for taken_from, taken_until in window.taken):
        return False
    if any(side.is_away_at(moment) for side in sides for moment in (start, ends)):
        return False
    return all(side.workplace.is_working_time(start, ends) for side in sides)
