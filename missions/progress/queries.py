"""Reads missions and paths as one person sees them, in one statement each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import datetime

from app.kernel import clock
from app.kernel.reading import ReadRow, find_row, read_rows, write_for_driver
from missions.kind import Words
from missions.progress import statements
from missions.progress.person_mission import MissionState, PersonMission
from missions.progress.steps import StepLine, build_step_line
from missions.queries import NoSuchMission, NoSuchPath


@dataclass(frozen=True, kw_only=True)
class PersonPath:
    """A path as one person sees it; the one without a slug gathers the missions that are on no path.

    `objective` and `sponsor` may be empty.
    """

    slug: str | None
    title: Words
    why: Words
    objective: Words
    sponsor: str
    missions: list[PersonMission]

    @property
    def completed_count(self) -> int:
        """How many of its missions were completed, once at least."""
        return sum(1 for mission in self.missions if mission.completed_at is not None)

    def count_missions_to_complete(self, now: datetime) -> int:
        """How many it takes: those completed, and those that can be; what is over or set aside has left."""
        left = (MissionState.CLOSED, MissionState.SKIPPED)
        return sum(
            1 for mission in self.missions if mission.completed_at is not None or mission.current_state(now) not in left
        )

    def is_complete(self, now: datetime) -> bool:
        """Whether everything that it takes is completed."""
        return 0 < self.completed_count == self.count_missions_to_complete(now)

    def remaining_count(self, now: datetime) -> int:
        """How many can still be completed for the first time."""
        ahead = (MissionState.OPEN, MissionState.LATER, MissionState.SOON, MissionState.WAITING)
        return sum(
            1 for mission in self.missions if mission.completed_at is None and mission.current_state(now) in ahead
        )

    def list_steps(self, now: datetime) -> list[tuple[Words, StepLine]]:
        """The title and the line of each mission, in order."""
        return [(mission.title, build_step_line(mission, now)) for mission in self.missions]


_STEPS = write_for_driver(statements.STEPS)
_MISSION = write_for_driver(statements.MISSION)
NAMES = tuple(field.name for field in fields(PersonMission))


def list_person_paths(person_id: int) -> list[PersonPath]:
    """Every path that reaches a person with its missions in order, then the missions on no path."""
    return _build_paths_from_rows(read_rows(_STEPS, {"person_id": person_id, "now": clock.now()}))


def get_person_path(person_id: int, slug: str) -> PersonPath:
    """The path of that name as the person sees it; NoSuchPath when there is none for them."""
    path = next((path for path in list_person_paths(person_id) if path.slug == slug), None)
    if path is None:
        raise NoSuchPath(f"No path is called {slug}.")
    return path


def get_person_mission(person_id: int, slug: str) -> PersonMission:
    """The mission of that name as the person sees it; NoSuchMission when there is none for them.

    It waits only for what it waits for on every one of its paths: open on one path, it is open.
    """
    row = find_row(_MISSION, {"person_id": person_id, "slug": slug, "now": clock.now()})
    if row is None:
        raise NoSuchMission(f"No mission is called {slug}.")
    return _build_person_mission(row)


def _build_paths_from_rows(rows: Iterable[ReadRow]) -> list[PersonPath]:
    paths: dict[str | None, PersonPath] = {}
    for row in rows:
        texts = {name: row[f"path_{name}"] or {} for name in ("title", "why", "objective")}
        new = PersonPath(slug=row["path_slug"], sponsor=row["sponsor"] or "", missions=[], **texts)
        paths.setdefault(new.slug, new).missions.append(_build_person_mission(row))
    return list(paths.values())


def _build_person_mission(row: ReadRow) -> PersonMission:
    return PersonMission(**{name: row[name] for name in NAMES})
