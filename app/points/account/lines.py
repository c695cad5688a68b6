"""A person's own points: ledger lines, events without points and why, and what caps still allow."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo


class NoPointsReason(StrEnum):
    """Why an event that a rule covers earned nothing."""

    SWITCHED_OFF = "switched-off"
    CAP_REACHED = "cap-reached"


@dataclass(frozen=True)
class AccountLine:
    """A ledger line as its person sees it; `object` is the key of its fact's object.

    `moment` is when the points were earned, and for a correction when it was written.
    """

    id: int
    sentence: dict[str, str]
    points: int
    collective: int
    moment: datetime
    corrects_id: int | None
    object: str | None


@dataclass(frozen=True, kw_only=True)
class PointsStanding:
    """A person's points, those that wait and until when, and when what they do at a moment is credited.

    `waiting_until` is None while nothing waits; `credited_at` is that moment itself in working hours.
    """

    points: int
    waiting: int
    waiting_until: datetime | None
    credited_at: datetime


@dataclass(frozen=True)
class WaitingLine:
    """A line that waits for working hours, as its person sees it; `object` is the key of its fact's object."""

    sentence: dict[str, str]
    points: int
    earned_at: datetime
    counts_at: datetime
    object: str | None


@dataclass(frozen=True)
class EventWithoutPoints:
    """An event that a rule covers and that earned nothing."""

    sentence: dict[str, str]
    occurred_at: datetime
    reason: NoPointsReason


@dataclass(frozen=True)
class CapAllowance:
    """What a capped rule still allows in the current period; `ends_local` is the local time of the person."""

    sentence: dict[str, str]
    cap: int
    period: str
    used: int
    ends_local: datetime
    time_zone: str

    @property
    def remaining_count(self) -> int:
        """How many more facts count in this period; never negative, even after a lower cap."""
        return max(self.cap - self.used, 0)

    def next_counting_moment(self) -> datetime:
        """The beginning of the next period: from then on facts count again."""
        return self.ends_local.replace(tzinfo=ZoneInfo(self.time_zone))


@dataclass(frozen=True)
class EventGroupWithoutPoints:
    """The events without points of one rule for one reason, latest first."""

    sentence: dict[str, str]
    reason: NoPointsReason
    moments: list[datetime]


def group_events_without_points(missed: Iterable[EventWithoutPoints]) -> list[EventGroupWithoutPoints]:
    """One group per rule and reason, in the order of their latest events."""
    groups: dict[tuple[str, NoPointsReason], EventGroupWithoutPoints] = {}
    for event in missed:
        key = (event.sentence.get("fr", ""), event.reason)
        groups.setdefault(key, EventGroupWithoutPoints(event.sentence, event.reason, [])).moments.append(
            event.occurred_at
        )
    return list(groups.values())


def find_no_points_reason(*, is_on: bool, is_used_up: bool) -> NoPointsReason | None:
    """The first reason that applies; None for an event that is not counted yet."""
    if not is_on:
        return NoPointsReason.SWITCHED_OFF
    return NoPointsReason.CAP_REACHED if is_used_up else None
