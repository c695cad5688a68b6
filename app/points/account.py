"""What a person reads of their own points: why a line, why none, what a cap still allows and when it opens again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from app.kernel.hours import WorkingHours


class Reason(StrEnum):
    """Why something that a rule speaks of earned nothing."""

    SWITCHED_OFF = "switched-off"
    OUTSIDE_HOURS = "outside-hours"
    CAP_REACHED = "cap-reached"


@dataclass(frozen=True)
class Line:
    """One line of the ledger, as its person reads it; `object` is the key of what its fact was about."""

    id: int
    sentence: dict[str, str]
    points: int
    collective: int
    earned_at: datetime
    written_at: datetime
    corrects_id: int | None
    object: str | None


@dataclass(frozen=True)
class Missed:
    """Something that a rule speaks of, and that earned nothing."""

    sentence: dict[str, str]
    occurred_at: datetime
    reason: Reason


@dataclass(frozen=True)
class Allowance:
    """What a capped rule still allows in the period under way; `ends_local` is on the person's own clock."""

    sentence: dict[str, str]
    cap: int
    period: str
    used: int
    ends_local: datetime
    time_zone: str

    @property
    def left(self) -> int:
        """How many more facts count before the period ends; never under zero, whatever a change left behind."""
        return max(self.cap - self.used, 0)

    def opens_at(self, hours: WorkingHours) -> datetime:
        """When the next fact may count once nothing is left: the first working moment of the next period."""
        return hours.opening_from(self.ends_local).replace(tzinfo=ZoneInfo(self.time_zone))


@dataclass(frozen=True)
class MissedTogether:
    """What one rule left out for one reason: latest first."""

    sentence: dict[str, str]
    reason: Reason
    moments: list[datetime]


def gathered(missed: Iterable[Missed]) -> list[MissedTogether]:
    """One line for each rule and reason, in the order of their latest moments."""
    found: dict[tuple[str, Reason], MissedTogether] = {}
    for one in missed:
        key = (one.sentence.get("fr", ""), one.reason)
        found.setdefault(key, MissedTogether(one.sentence, one.reason, [])).moments.append(one.occurred_at)
    return list(found.values())


def reason_for(*, is_on: bool, in_hours: bool, is_used_up: bool) -> Reason | None:
    """The first reason that holds; None for what is only waiting to be counted."""
    if not is_on:
        return Reason.SWITCHED_OFF
    if not in_hours:
        return Reason.OUTSIDE_HOURS
    return Reason.CAP_REACHED if is_used_up else None
