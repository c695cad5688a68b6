"""Says of each condition of a completion whether it holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from missions.progress.person_mission import MissionState, PersonMission


@dataclass(frozen=True)
class CompletionCondition:
    """One thing that a completion needs: its name for the page, and whether it holds; None while it is still coming."""

    name: str
    holds: bool | None


def list_completion_conditions(mission: PersonMission, now: datetime) -> Sequence[CompletionCondition]:
    """What a completion needs, in the order in which a person meets it."""
    state = mission.current_state(now)
    is_over = mission.is_ended or (mission.counts_until is not None and mission.counts_until <= now)
    has_opened = mission.opens_at is not None and mission.opens_at <= now
    return (
        CompletionCondition("takes-part", mission.counts_from is not None),
        CompletionCondition("has-opened", True if has_opened else None),
        CompletionCondition("comes-after", None if mission.waits_for else True),
        CompletionCondition("in-time", True if mission.completed_at is not None else not is_over),
        CompletionCondition("counted", True if state is MissionState.DONE else None if not is_over else False),
    )
