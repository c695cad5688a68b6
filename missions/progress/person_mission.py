"""A mission as one person sees it: how far they got, and whether it is open to them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum

from missions.kind import Words
from missions.periods import CompletionsLeft, Recurrence, RepeatPeriod, completions_left_and_reopening, period_start_on


class MissionState(Enum):
    """The state of a mission for one person."""

    DONE = "done"
    OPEN = "open"
    LATER = "later"
    SKIPPED = "skipped"
    WAITING = "waiting"
    SOON = "soon"
    CLOSED = "closed"
    NOT_JOINED = "not-joined"


@dataclass(frozen=True, kw_only=True)
class PersonMission:
    """A mission as one person sees it; `counts_from` is None for a person who does not take part.

    `wanted` and `done` are those of one completion, in the period that holds now. `waits_for` are the titles of
    missions that come before and are not completed yet.
    """

    slug: str
    kind: str
    title: Words
    why: Words
    who_sees: Words
    minutes: int
    points: int
    link: str | None
    rehearsal: bool
    times: int
    period: str
    wanted: int
    stored_done: int
    times_done: int
    period_on: date | None
    opens_at: datetime | None
    counts_from: datetime | None
    counts_until: datetime | None
    completed_at: datetime | None
    later_until: datetime | None
    skipped_at: datetime | None
    is_paused: bool
    is_ended: bool
    time_zone: str
    waits_for: Sequence[Words]

    @property
    def is_repeated(self) -> bool:
        """Whether it may be completed again in another period."""
        return self.period != RepeatPeriod.ONCE

    @property
    def completion_mark(self) -> str:
        """What changes with each completion, and with one that is taken back; empty before the first."""
        return self.completed_at.isoformat() if self.completed_at is not None else ""

    def completions_left_and_reopening(self, now: datetime) -> CompletionsLeft:
        """How many completions remain in this period, and when the next one opens."""
        recurrence = Recurrence(self.times, RepeatPeriod(self.period))
        return completions_left_and_reopening(
            recurrence, used=self.times_done, used_on=self.period_on, now=now, zone=self.time_zone
        )

    def done_count_of_current_completion(self, now: datetime) -> int:
        """How far the completion under way got; all the way when nothing remains in this period."""
        if self.period_on != period_start_on(RepeatPeriod(self.period), now, self.time_zone):
            return 0
        return self.wanted if self.times_done >= self.times else self.stored_done - self.times_done * self.wanted

    def current_state(self, now: datetime) -> MissionState:  # noqa: PLR0911 - one answer for each state, in the order in which they win
        """A completed mission stays done, a window that has passed is closed, and a postponed mission waits."""
        if self.completed_at is not None and self.completions_left_and_reopening(now).remaining == 0:
            return MissionState.DONE
        if self.counts_from is None:
            return MissionState.DONE if self.completed_at is not None else MissionState.NOT_JOINED
        if self.is_ended or (self.counts_until is not None and self.counts_until <= now):
            return MissionState.DONE if self.completed_at is not None else MissionState.CLOSED
        if self.waits_for:
            return MissionState.WAITING
        if self.opens_at is not None and self.opens_at > now:
            return MissionState.SOON
        if self.skipped_at is not None:
            return MissionState.SKIPPED
        return MissionState.LATER if self.later_until is not None and self.later_until > now else MissionState.OPEN

    def can_be_proposed(self, now: datetime) -> bool:
        """Whether the home page may propose it: open, and not paused before it was begun."""
        return self.current_state(now) is MissionState.OPEN and (not self.is_paused or self.stored_done > 0)

    def closes_within(self, delay: timedelta, now: datetime) -> bool:
        """Whether its window ends by then."""
        return self.counts_until is not None and self.counts_until <= now + delay
