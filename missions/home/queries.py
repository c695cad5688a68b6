"""What the mission pages read: paths and missions, as one person sees them, in one statement each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import RowMapping, and_, bindparam, case, func, select

from app.kernel.database import session
from app.kernel.errors import NotFound
from app.leaderboards.queries import UnitStanding, find_unit_standing
from app.people.models import Choices
from app.people.queries import find_choices
from app.points.queries import balance_of
from missions.home.choosing import SeenMission, State
from missions.models import Enrolment, Mission, Path, Step


@dataclass(frozen=True, kw_only=True)
class SeenPath:
    """A path as one person sees it."""

    slug: str
    title: dict[str, str]
    why: dict[str, str]
    missions: list[SeenMission]

    @property
    def done(self) -> int:
        """How many of its missions are completed."""
        return sum(1 for mission in self.missions if mission.completed_at is not None)

    def left(self, now: datetime) -> int:
        """How many can still be completed."""
        return sum(1 for mission in self.missions if mission.state(now) in (State.OPEN, State.LATER))


@dataclass(frozen=True, kw_only=True)
class Home:
    """What the home page knows of one person."""

    choices: Choices | None
    points: int
    paths: list[SeenPath]
    together: UnitStanding | None

    @property
    def takes_part(self) -> bool:
        """Whether they said yes."""
        return self.choices is not None and self.choices.joined_at is not None

    @property
    def missions(self) -> list[SeenMission]:
        """The missions of every path, in order."""
        return [mission for path in self.paths for mission in path.missions]

    def path(self, now: datetime) -> SeenPath | None:
        """The first path with something left to do; the first of all when there is none."""
        return next((path for path in self.paths if path.left(now)), self.paths[0] if self.paths else None)


SEEN = (
    Mission.slug,
    Mission.title,
    Mission.why,
    Mission.who_sees,
    Mission.minutes,
    Mission.points,
    Mission.wanted,
    func.coalesce(Enrolment.done, 0).label("done"),
    case((Choices.joined_at.is_not(None), Enrolment.counts_from)).label("counts_from"),
    Enrolment.counts_until,
    Enrolment.completed_at,
    Enrolment.later_until,
)

MINE = (Enrolment, and_(Enrolment.mission_id == Mission.id, Enrolment.person_id == bindparam("person_id")))
CHOSEN = (Choices, Choices.person_id == Enrolment.person_id)
STEPS = (
    select(Path.slug.label("path_slug"), Path.title.label("path_title"), Path.why.label("path_why"), *SEEN)
    .select_from(Path)
    .join(Step, Step.path_id == Path.id)
    .join(Mission, Mission.id == Step.mission_id)
    .outerjoin(*MINE)
    .outerjoin(*CHOSEN)
    .order_by(Path.opens_on_joining.desc(), Path.id, Step.place)
)
STEPS_OF_PATH = STEPS.where(Path.slug == bindparam("slug"))
MISSION = (
    select(*SEEN).select_from(Mission).outerjoin(*MINE).outerjoin(*CHOSEN).where(Mission.slug == bindparam("slug"))
)


def home_of(person_id: int) -> Home:
    """Everything that the home page shows, in four statements."""
    return Home(
        choices=find_choices(person_id),
        points=balance_of(person_id),
        paths=list_seen_paths(person_id),
        together=find_unit_standing(person_id),
    )


def list_seen_paths(person_id: int) -> list[SeenPath]:
    """Every path with its missions in order, the one that opens by itself first."""
    return _paths(session().execute(STEPS, {"person_id": person_id}).mappings())


def get_seen_path(person_id: int, slug: str) -> SeenPath:
    """The path of that name; NotFound when there is none."""
    found = _paths(session().execute(STEPS_OF_PATH, {"person_id": person_id, "slug": slug}).mappings())
    if not found:
        raise NotFound(f"No path is called {slug}.")
    return found[0]


def get_seen_mission(person_id: int, slug: str) -> SeenMission:
    """The mission of that name; NotFound when there is none."""
    row = session().execute(MISSION, {"person_id": person_id, "slug": slug}).mappings().first()
    if row is None:
        raise NotFound(f"No mission is called {slug}.")
    return _mission(row)


def _paths(rows: Iterable[RowMapping]) -> list[SeenPath]:
    paths: dict[str, SeenPath] = {}
    for row in rows:
        new = SeenPath(slug=row["path_slug"], title=row["path_title"], why=row["path_why"], missions=[])
        paths.setdefault(new.slug, new).missions.append(_mission(row))
    return list(paths.values())


def _mission(row: RowMapping) -> SeenMission:
    return SeenMission(**{column.name: row[column.name] for column in SEEN})
