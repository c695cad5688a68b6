"""Chooses what the home page proposes: one mission to go on with, two others, and never a closed one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import Enum
from zoneinfo import ZoneInfo

ALTERNATIVES = 2
SOON = timedelta(days=2)


class State(Enum):
    """Where a person stands on a mission."""

    DONE = "done"
    OPEN = "open"
    LATER = "later"
    CLOSED = "closed"
    NOT_JOINED = "not-joined"


@dataclass(frozen=True, kw_only=True)
class SeenMission:
    """A mission as one person sees it; `counts_from` is None for whoever does not take part."""

    slug: str
    title: dict[str, str]
    why: dict[str, str]
    who_sees: dict[str, str]
    minutes: int
    points: int
    wanted: int
    done: int
    counts_from: datetime | None
    counts_until: datetime | None
    completed_at: datetime | None
    later_until: datetime | None

    def state(self, now: datetime) -> State:
        """Done stays done; a window that has passed closes; what was put off waits."""
        if self.completed_at is not None:
            return State.DONE
        if self.counts_from is None:
            return State.NOT_JOINED
        if self.counts_until is not None and self.counts_until <= now:
            return State.CLOSED
        if self.later_until is not None and self.later_until > now:
            return State.LATER
        return State.OPEN

    def closes_within(self, delay: timedelta, now: datetime) -> bool:
        """Whether its window ends by then."""
        return self.counts_until is not None and self.counts_until <= now + delay


@dataclass(frozen=True)
class Proposal:
    """The mission to go on with, if there is one, and others to choose instead."""

    following: SeenMission | None
    instead: Sequence[SeenMission]


def propose(missions: Sequence[SeenMission], now: datetime) -> Proposal:
    """The first open missions in the order of the path; those about to close come before."""
    open_ones = [mission for mission in missions if mission.state(now) is State.OPEN]
    ordered = sorted(open_ones, key=lambda mission: not mission.closes_within(SOON, now))
    return Proposal(ordered[0] if ordered else None, ordered[1 : 1 + ALTERNATIVES])


def next_monday(now: datetime, zone: str) -> datetime:
    """The start of the next Monday where the person works."""
    today = now.astimezone(ZoneInfo(zone)).date()
    monday = today + timedelta(days=7 - today.weekday())
    return datetime.combine(monday, time(), ZoneInfo(zone))
