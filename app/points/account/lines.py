"""A person's own points: ledger lines, events without points and why, and what caps still allow."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from app.kernel.hours import WorkingHours


class MissedReason(StrEnum):
    """Why an event that a rule covers earned nothing."""

    SWITCHED_OFF = "switched-off"
    OUTSIDE_HOURS = "outside-hours"
    CAP_REACHED = "cap-reached"


@dataclass(frozen=True)
class AccountLine:
    """A ledger line as its person sees it; `object` is the key of its fact's object."""

    id: int
    sentence: dict[str, str]
    points: int
    collective: int
    earned_at: datetime
    written_at: datetime
    corrects_id: int | None
    object: str | None


@dataclass(frozen=True)
class MissedEvent:
    """An event that a rule covers and that earned nothing."""

    sentence: dict[str, str]
    occurred_at: datetime
    reason: MissedReason


@dataclass(frozen=True)
class Allowance:
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

    def opens_at(self, hours: WorkingHours) -> datetime:
        """The first working moment of the next period: from then on facts count again."""
        return hours.opening_from(self.ends_local).replace(tzinfo=ZoneInfo(self.time_zone))


@dataclass(frozen=True)
class MissedEventGroup:
    """The events without points of one rule for one reason, latest first."""

    sentence: dict[str, str]
    reason: MissedReason
    moments: list[datetime]


def group_missed_events(missed: Iterable[MissedEvent]) -> list[MissedEventGroup]:
    """One group per rule and reason, in the order of their latest events."""
    groups: dict[tuple[str, MissedReason], MissedEventGroup] = {}
    for event in missed:
        key = (event.sentence.get("fr", ""), event.reason)
        groups.setdefault(key, MissedEventGroup(event.sentence, event.reason, [])).moments.append(event.occurred_at)
    return list(groups.values())


def find_missed_reason(*, is_on: bool, in_hours: bool, is_used_up: bool) -> MissedReason | None:
    """The first reason that applies; None for an event that is not counted yet."""
    if not is_on:
        return MissedReason.SWITCHED_OFF
    if not in_hours:
        return MissedReason.OUTSIDE_HOURS
    return MissedReason.CAP_REACHED if is_used_up else None
