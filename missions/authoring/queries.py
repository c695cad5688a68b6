"""What authors read: missions with their health, paths with their steps, and what may be chosen in a form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date

from sqlalchemy import RowMapping, func, select, text

from app.journal.counted_events import parse_event
from app.kernel import clock
from app.kernel.database import session
from app.people.models import Region, Site, Unit
from missions.authoring import statements
from missions.authoring.controls import Choice, Choices
from missions.authoring.health import Block, Health, Vitals, diagnose
from missions.authoring.names import ROLES
from missions.kind import Door, Words, kinds
from missions.models import LastHeard, Mission, MissionVersion, Path, Prerequisite, Step
from missions.queries import NoSuchMission
from missions.service.paths import Waymark


@dataclass(frozen=True, kw_only=True)
class Listed:
    """A mission as its authors see it in their list."""

    slug: str
    kind: str
    title: Words
    has_draft: bool
    paths: Sequence[Mapping[str, Words]]
    vitals: Vitals
    health: Health


@dataclass(frozen=True, kw_only=True)
class ListedPath:
    """A path as its authors see it in their list."""

    slug: str
    title: Words
    state: str
    opens_on_joining: bool
    steps: int


MISSIONS = text(statements.MISSIONS)
READ = tuple(field.name for field in fields(Vitals))


def list_missions(*, state: str | None = None, words: str | None = None) -> list[Listed]:
    """Every mission in that state whose name or title holds these words; the ended ones come last."""
    return _listed(state=state, words=f"%{_literal(words)}%" if words else None)


def get_listed(slug: str) -> Listed:
    """The mission of that name; NoSuchMission otherwise."""
    found = _listed(slug=slug)
    if not found:
        raise NoSuchMission(f"No mission is called {slug}.")
    return found[0]


def blocks_if_published(slug: str) -> tuple[Block, ...]:
    """What would stand in the way of a mission's draft, were it published now."""
    (found,) = _listed(slug=slug, as_drafted=True)
    now = clock.now()
    return diagnose(replace(found.vitals, state="published", published_at=now), now).blocks


def list_paths() -> list[ListedPath]:
    """Every path, the ended ones last."""
    rows = session().execute(
        select(Path, func.count(Step.mission_id).label("steps"))
        .outerjoin(Step, Step.path_id == Path.id)
        .group_by(Path.id)
        .order_by(Path.state == "ended", Path.id)
    )
    return [
        ListedPath(
            slug=path.slug, title=path.title, state=path.state, opens_on_joining=path.opens_on_joining, steps=steps
        )
        for path, steps in rows
    ]


def steps_of(path: Path) -> list[Waymark]:
    """The steps of a path, in order, as their author wrote them."""
    needed = select(Prerequisite.mission_id, Mission.slug).join(Mission, Mission.id == Prerequisite.needs_id)
    needs: dict[int, list[str]] = {}
    for mission_id, slug in session().execute(needed.where(Prerequisite.path_id == path.id).order_by(Mission.slug)):
        needs.setdefault(mission_id, []).append(slug)
    rows = session().execute(
        select(Mission.id, Mission.slug, Step.opens_after_days)
        .join(Step, Step.mission_id == Mission.id)
        .where(Step.path_id == path.id)
        .order_by(Step.place)
    )
    return [
        Waymark(mission=row.slug, opens_after_days=row.opens_after_days, needs=tuple(needs.get(row.id, ())))
        for row in rows
    ]


def choices() -> Choices:
    """What a form offers that only the database knows."""
    return {
        "missions": _missions(),
        "regions": _places(Region),
        "sites": _places(Site),
        "units": _places(Unit),
        "roles": ROLES,
    }


def _missions() -> list[Choice]:
    titles = (
        select(Mission.slug, MissionVersion.title)
        .join(MissionVersion, MissionVersion.mission_id == Mission.id)
        .where(Mission.state != "ended")
        .order_by(Mission.slug, MissionVersion.number)
    )
    newest = {row.slug: row.title for row in session().execute(titles)}
    return [Choice(slug, title) for slug, title in newest.items()]


def _places(place: type[Region | Site | Unit]) -> list[Choice]:
    rows = session().execute(select(place.slug, place.name).order_by(place.name))
    return [Choice(slug, {"fr": name, "en": name}) for slug, name in rows]


def _listed(
    *, slug: str | None = None, state: str | None = None, words: str | None = None, as_drafted: bool = False
) -> list[Listed]:
    asked = {"slug": slug, "state": state, "words": words, "as_drafted": as_drafted}
    heard_on = {row.kind: row.heard_on for row in session().execute(select(LastHeard.kind, LastHeard.heard_on))}
    return [_mission(row, heard_on) for row in session().execute(MISSIONS, asked).mappings()]


def _mission(row: RowMapping, heard_on: dict[str, date]) -> Listed:
    kind = kinds().get(row["kind"])
    counts_network = kind is not None and kind.door is Door.NETWORK and "mission.completed" not in row["kinds"]
    found = {
        **{name: row[name] for name in READ if name in row},
        "kinds": frozenset(parse_event(name).kind for name in row["kinds"]),
        "waits_for_ended": tuple(row["waits_for_ended"]),
    }
    vitals = Vitals(counts_network=counts_network, heard_on=heard_on, **found)
    return Listed(
        slug=row["slug"],
        kind=row["kind"],
        title=row["title"],
        has_draft=row["has_draft"],
        paths=row["paths"],
        vitals=vitals,
        health=diagnose(vitals, clock.now()),
    )


def _literal(words: str) -> str:
    """The words, whatever they hold, as a pattern that means themselves."""
    return words.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
