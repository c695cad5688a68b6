"""What the mission pages read: paths and missions, as one person sees them, in one statement each."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, fields, replace
from datetime import datetime

from sqlalchemy import RowMapping, text

from app.kernel import clock
from app.kernel.database import session
from app.kernel.texts import marked as _l
from app.leaderboards.queries import UnitStanding, find_unit_standing
from app.notices.digest import Found, Item
from app.people.models import Choices
from app.people.pauses.models import Pause
from app.people.pauses.queries import find_pause
from app.people.queries import find_choices
from app.points.queries import balance_of
from missions.home import statements
from missions.home.choosing import SeenMission, State, unique
from missions.kind import Words
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


@dataclass(frozen=True, kw_only=True)
class Home:
    """What the home page knows of one person."""

    choices: Choices | None
    points: int
    paths: list[SeenPath]
    together: UnitStanding | None
    pause: Pause | None

    @property
    def takes_part(self) -> bool:
        """Whether they said yes."""
        return self.choices is not None and self.choices.joined_at is not None

    @property
    def missions(self) -> list[SeenMission]:
        """The missions of every path and beside them, in order."""
        return unique(mission for path in self.paths for mission in path.missions)

    def path(self, now: datetime) -> SeenPath | None:
        """The first path with something left to do; the first of all when there is none."""
        routes = [path for path in self.paths if path.slug]
        return next((path for path in routes if path.left(now)), routes[0] if routes else None)


STEPS = text(statements.STEPS)
MISSION = text(statements.MISSION)
OPENED = text(statements.OPENED)
OPENS = _l("Une mission s’ouvre à vous : %(title)s (%(minutes)s min)")
BENEFIT = _l("%(why)s")
NAMES = tuple(field.name for field in fields(SeenMission))


def home_of(person_id: int) -> Home:
    """Everything that the home page shows, in five statements."""
    return Home(
        choices=find_choices(person_id),
        points=balance_of(person_id),
        paths=list_seen_paths(person_id),
        together=find_unit_standing(person_id),
        pause=find_pause(person_id),
    )


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


def mission_news(person_ids: Collection[int], since: datetime) -> Found:
    """The missions that opened to these people since then and that they have not completed, the latest first."""
    asked = {"people": list(person_ids), "since": since, "now": clock.now()}
    news: dict[int, list[Item]] = {}
    for row in session().execute(OPENED, asked):
        item = Item(title=OPENS, text=BENEFIT, params=row.told, path=f"/missions/{row.slug}", at=row.opens_at)
        news.setdefault(row.person_id, []).append(item)
    return news


def _paths(rows: Iterable[RowMapping]) -> list[SeenPath]:
    paths: dict[str | None, SeenPath] = {}
    for row in rows:
        said = {name: row[f"path_{name}"] or {} for name in ("title", "why", "objective")}
        new = SeenPath(slug=row["path_slug"], sponsor=row["sponsor"] or "", missions=[], **said)
        paths.setdefault(new.slug, new).missions.append(_mission(row))
    return list(paths.values())


def _mission(row: RowMapping) -> SeenMission:
    return SeenMission(**{name: row[name] for name in NAMES})
