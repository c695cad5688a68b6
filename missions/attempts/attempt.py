"""A person's attempt at a mission: the version that they are enrolled in, its questions, and whether it is open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from app.kernel.errors import Conflict
from app.kernel.schema import JsonObject
from missions.kind import CompletionMode, MissionKind, OpeningHours, Words, get_mission_kind
from missions.progress.person_mission import MissionState, PersonMission

ACTABLE = (MissionState.OPEN, MissionState.LATER, MissionState.SKIPPED)
"""The states in which a person may act; acting takes up a postponed or skipped mission."""


@dataclass(frozen=True, kw_only=True)
class MissionAttempt:
    """One person at one mission; `enrolments` are the ids of all their enrolments in it, of any version."""

    person_id: int
    slug: str
    title: Words
    mission_id: int
    version_id: int
    kind: MissionKind
    settings: JsonObject
    enrolments: Sequence[int]

    @property
    def fact_object(self) -> str:
        """The mission as the journal names it."""
        return f"mission:{self.slug}"

    @property
    def opening_hours(self) -> OpeningHours | None:
        """When the person may act; None at any time."""
        return self.kind.opening_hours(self.settings)


class MissionNotOpen(Conflict):
    """The mission is not open to this person now; `mission` holds its state for them."""

    def __init__(self, mission: PersonMission, now: datetime) -> None:
        super().__init__(_format_closed_reason(mission, now))
        self.mission = mission


class OutsideOpeningHours(Conflict):
    """The code of this mission is taken at other hours."""

    def __init__(self, hours: OpeningHours) -> None:
        super().__init__(f"This is open from {hours.starts_at:%Y-%m-%dT%H:%MZ} until {hours.ends_at:%Y-%m-%dT%H:%MZ}.")
        self.hours = hours


def has_presence_code(mission: PersonMission) -> bool:
    """Whether a host shows a code for it."""
    return get_mission_kind(mission.kind).completion_mode is CompletionMode.PRESENCE


def refuse_unless_mission_open(mission: PersonMission, hours: OpeningHours | None, now: datetime) -> None:
    """Raises MissionNotOpen or OutsideOpeningHours unless this person may act now."""
    if mission.current_state(now) not in ACTABLE:
        raise MissionNotOpen(mission, now)
    if hours is not None and not hours.starts_at <= now < hours.ends_at:
        raise OutsideOpeningHours(hours)


def _format_closed_reason(mission: PersonMission, now: datetime) -> str:
    """The reason, what remains, and when it opens again."""
    state = mission.current_state(now)
    if state is MissionState.DONE and mission.is_repeated:
        reopens_at = mission.completions_left_and_reopening(now).reopens_at
        return f"Done for this {mission.period}: 0 of {mission.times} remain. It reopens at {reopens_at}."
    if state is MissionState.SOON:
        return f"This mission opens at {mission.opens_at}."
    reasons = {
        MissionState.DONE: "This mission is done: 0 of 1 remain.",
        MissionState.WAITING: "This mission comes after others that are not done yet.",
        MissionState.CLOSED: "This mission was open for a time, which has passed.",
    }
    return reasons.get(state, "This mission is not open to you.")
