"""What the line of a mission on a path says: the same for everybody who got as far on the same day."""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from missions.progress.person_mission import MissionState, PersonMission


class StepLine(NamedTuple):
    """A mission on a path: the day that its state speaks of, where the person works, and how far an open one got."""

    slug: str
    state: str
    is_repeated: bool
    day: date | None
    done: int
    wanted: int
    minutes: int
    points: int


def build_step_line(mission: PersonMission, now: datetime) -> StepLine:
    """The line of a mission."""
    state = mission.current_state(now)
    is_open = state in (MissionState.OPEN, MissionState.NOT_JOINED)
    return StepLine(
        slug=mission.slug,
        state=state.value,
        is_repeated=mission.is_repeated,
        day=_find_day(mission, state, now),
        done=mission.done_count_of_current_completion(now) if is_open and mission.wanted > 1 else 0,
        wanted=mission.wanted if is_open else 0,
        minutes=mission.minutes,
        points=mission.points,
    )


def _find_day(mission: PersonMission, state: MissionState, now: datetime) -> date | None:
    moment = None
    if state is MissionState.DONE:
        is_repeated = mission.is_repeated
        moment = mission.completions_left_and_reopening(now).reopens_at if is_repeated else mission.completed_at
    elif state is MissionState.SOON:
        moment = mission.opens_at
    elif state is MissionState.LATER:
        moment = mission.later_until
    return None if moment is None else moment.astimezone(ZoneInfo(mission.time_zone)).date()
