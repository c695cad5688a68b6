"""Decides whether a session may take place at a time: refused, outside working time, or free of doubt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from app.kernel.workplace import OutsideWork, PlaceOfWork
from mentoring.matching.values import DateSpan
from mentoring.pairs.slots import TimeSpan


class DateRefusal(StrEnum):
    """Why a session cannot take place at a time."""

    PAST = "past"
    AFTER_ROUND = "after-round"
    BUSY = "busy"


@dataclass(frozen=True)
class WorkObstacle:
    """A site where people do not work at a time, and why."""

    workplace: PlaceOfWork
    reason: OutsideWork


@dataclass(frozen=True, kw_only=True)
class SessionDateRules:
    """What holds for the dates of a pair: the last day of its round, where both work, and their other sessions."""

    last_on: date
    workplaces: Sequence[PlaceOfWork]
    busy: Sequence[TimeSpan]
    away: Sequence[Sequence[DateSpan]] = ()
    """The days away of each person, in the order of `workplaces`."""

    def find_refusal(self, span: TimeSpan, now: datetime) -> DateRefusal | None:
        """Why the session cannot be then; None if it can."""
        if span.start <= now:
            return DateRefusal.PAST
        if any(workplace.to_local_time(span.end).date() > self.last_on for workplace in self.workplaces):
            return DateRefusal.AFTER_ROUND
        return DateRefusal.BUSY if any(span.overlaps(other) for other in self.busy) else None

    def list_work_obstacles(self, span: TimeSpan) -> list[WorkObstacle]:
        """Where people do not work then, once for each reason and site."""
        reasons = {
            (workplace.name, reason): WorkObstacle(workplace, reason)
            for workplace in self.workplaces
            if (reason := workplace.find_reason_outside_work(span.start, span.end)) is not None
        }
        return list(reasons.values())

    def is_somebody_away(self, span: TimeSpan) -> bool:
        """Whether the session falls on a day on which one of the two, where they work, said to be away."""
        return any(
            first <= workplace.to_local_time(moment).date() <= last
            for workplace, absences in zip(self.workplaces, self.away, strict=False)
            for first, last in absences
            for moment in (span.start, span.end)
        )

    def is_proposable(self, span: TimeSpan, now: datetime) -> bool:
        """Whether the session may be then and both are at work: only such dates are proposed."""
        return self.find_refusal(span, now) is None and not (
            self.list_work_obstacles(span) or self.is_somebody_away(span)
        )
