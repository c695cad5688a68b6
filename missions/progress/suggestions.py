"""Suggests what to do next: one mission to go on with, two others, and never a closed one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from missions.progress.person_mission import PersonMission

ALTERNATIVES = 2
SOON = timedelta(days=2)


@dataclass(frozen=True)
class MissionSuggestion:
    """The mission to go on with, if there is one, and others to choose instead."""

    next_mission: PersonMission | None
    alternatives: Sequence[PersonMission]


def suggest_missions(missions: Sequence[PersonMission], now: datetime) -> MissionSuggestion:
    """The first open missions in the order of the path; those about to close come before, repeated ones after."""
    open_ones = [mission for mission in missions if mission.can_be_proposed(now)]
    ordered = sorted(open_ones, key=lambda mission: (not mission.closes_within(SOON, now), mission.is_repeated))
    return MissionSuggestion(ordered[0] if ordered else None, ordered[1 : 1 + ALTERNATIVES])


def unique_missions(missions: Iterable[PersonMission]) -> list[PersonMission]:
    """Each mission once, where it stands first: several paths may hold it."""
    first: dict[str, PersonMission] = {}
    for mission in missions:
        first.setdefault(mission.slug, mission)
    return list(first.values())
