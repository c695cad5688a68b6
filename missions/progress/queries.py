"""Reads missions and paths as one person sees them, in one statement each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from datetime import datetime

from sqlalchemy import RowMapping, text

from app.kernel import clock
from app.kernel.database import session
from missions.kind import Words
from missions.progress import statements
from missions.progress.choosing import SeenMission, State
from missions.queries import NoSuchMission, NoSuchPath


@dataclass(frozen=True, kw_only=True)
class SeenPath:
    """A path as one person sees it; one without a slug gathers the missions that stand on none.

    `objective` and `sponsor`: what it is for and who stands for it, where its author said so.
    """

    slug: str | None
    title: Words
    why: Words
    objective: Words
    sponsor: str
    missions: list[SeenMission]

    @property
    def done(self) -> int:
        """How many of its missions were completed, once at least."""
        return sum(1 for mission in self.missions if mission.completed_at is not None)

    def left(self, now: datetime) -> int:
        """How many can still be completed for the first time."""
        ahead = (State.OPEN, State.LATER, State.SOON, State.WAITING)
        return sum(1 for mission in self.missions if mission.completed_at is None and mission.state(now) in ahead)


STEPS = text(statements.STEPS)
MISSION = text(statements.MISSION)
NAMES = tuple(field.name for field in fields(SeenMission))


def list_seen_paths(person_id: int) -> list[SeenPath]:
    """Every path that reaches a person with its missions in order, then the missions on no path."""
    return _paths(session().execute(STEPS, {"person_id": person_id, "now": clock.now()}).mappings())


def get_seen_path(person_id: int, slug: str) -> SeenPath:
    """The path of that name as the person sees it; NoSuchPath when there is none for them."""
    found = next((path for path in list_seen_paths(person_id) if path.slug == slug), None)
    if found is None:
        raise NoSuchPath(f"No path is called {slug}.")
    return found


def get_seen_mission(person_id: int, slug: str) -> SeenMission:
    """The mission of that name as the person sees it; NoSuchMission when there is none for them.

    What it waits for is what it waits for on every path that holds it: open on one, it is open.
    """
    row = session().execute(MISSION, {"person_id": person_id, "slug": slug, "now": clock.now()}).mappings().first()
    if row is None:
        raise NoSuchMission(f"No mission is called {slug}.")
    steps = [step for path in list_seen_paths(person_id) for step in path.missions if step.slug == slug]
    waits_for = min((step.waits_for for step in steps), key=len, default=())
    return replace(_mission(row), waits_for=waits_for)


def _paths(rows: Iterable[RowMapping]) -> list[SeenPath]:
    paths: dict[str | None, SeenPath] = {}
    for row in rows:
        said = {name: row[f"path_{name}"] or {} for name in ("title", "why", "objective")}
        new = SeenPath(slug=row["path_slug"], sponsor=row["sponsor"] or "", missions=[], **said)
        paths.setdefault(new.slug, new).missions.append(_mission(row))
    return list(paths.values())


def _mission(row: RowMapping) -> SeenMission:
    return SeenMission(**{name: row[name] for name in NAMES})
