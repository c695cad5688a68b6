"""A person's turn at a mission: the version they are enrolled in, what it asks, and whether it is open at that moment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from app.kernel.errors import Conflict
from app.kernel.schema import JsonObject
from missions.kind import Door, Hours, MissionKind, Words, get_kind
from missions.progress.choosing import SeenMission, State

ACTABLE = (State.OPEN, State.LATER, State.SKIPPED)
"""Where one may act: what was put off or set aside is taken up again by doing it."""


@dataclass(frozen=True, kw_only=True)
class Turn:
    """One person at one mission; `enrolments` are all that they have on it, whatever the version."""

    person_id: int
    slug: str
    title: Words
    mission_id: int
    version_id: int
    kind: MissionKind
    settings: JsonObject
    enrolments: Sequence[int]

    @property
    def itself(self) -> str:
        """The mission as the journal names it."""
        return f"mission:{self.slug}"

    @property
    def hours(self) -> Hours | None:
        """From when until when one may act, where the kind says so."""
        return self.kind.hours(self.settings)


class NotOpen(Conflict):
    """The mission is not open to this person at this moment; `seen` says where they stand on it."""

    def __init__(self, seen: SeenMission, now: datetime) -> None:
        super().__init__(_told(seen, now))
        self.seen = seen


class NotTheHour(Conflict):
    """The code of this mission is taken at other hours."""

    def __init__(self, hours: Hours) -> None:
        super().__init__(f"This is open from {hours.starts_at:%Y-%m-%dT%H:%MZ} until {hours.ends_at:%Y-%m-%dT%H:%MZ}.")
        self.hours = hours


def is_hosted(seen: SeenMission) -> bool:
    """Whether somebody shows a code for it."""
    return get_kind(seen.kind).door is Door.PRESENCE


def refuse_closed(seen: SeenMission, hours: Hours | None, now: datetime) -> None:
    """NotOpen or NotTheHour, unless this person may act on it now."""
    if seen.state(now) not in ACTABLE:
        raise NotOpen(seen, now)
    if hours is not None and not hours.starts_at <= now < hours.ends_at:
        raise NotTheHour(hours)


def _told(seen: SeenMission, now: datetime) -> str:
    """The fact in the way, what remains, and when it reopens."""
    state = seen.state(now)
    if state is State.DONE and seen.repeats:
        reopens_at = seen.allowance(now).reopens_at
        return f"Done for this {seen.period}: 0 of {seen.times} remain. It reopens at {reopens_at}."
    if state is State.SOON:
        return f"This mission opens at {seen.opens_at}."
    reasons = {
        State.DONE: "This mission is done: 0 of 1 remain.",
        State.WAITING: "This mission comes after others that are not done yet.",
        State.CLOSED: "This mission was open for a time, which has passed.",
    }
    return reasons.get(state, "This mission is not open to you.")
