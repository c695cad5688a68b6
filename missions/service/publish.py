"""Publishes missions and paths: a row for each, checked by the code of its kind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import delete

from app.kernel.database import session
from app.kernel.errors import Conflict, NotFound
from app.kernel.schema import JsonObject
from missions import queries
from missions.kind import counting_of
from missions.models import Mission, Path, Step
from missions.service.enrol import open_to_all

Words = Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class MissionText:
    """What people read of a mission, in French and English."""

    title: Words
    why: Words
    who_sees: Words


def publish_mission(
    slug: str, kind: str, settings: JsonObject, *, text: MissionText, minutes: int, points: int
) -> Mission:
    """Publish a mission; Invalid when its kind refuses the settings, Conflict when the slug is taken."""
    if queries.find_mission(slug):
        raise Conflict(f"A mission is already called {slug}.")
    read, counting = counting_of(kind, settings)
    mission = Mission(
        slug=slug,
        kind=kind,
        settings=read,
        title=dict(text.title),
        why=dict(text.why),
        who_sees=dict(text.who_sees),
        minutes=minutes,
        points=points,
        counted_kinds=list(counting.kinds),
        counted_by=counting.by.value,
        wanted=counting.wanted,
        within_days=counting.within_days,
    )
    session().add(mission)
    session().flush()
    return mission


def publish_path(
    slug: str, *, title: Words, why: Words, missions: Sequence[str], opens_on_joining: bool = False
) -> Path:
    """Publish a path of missions, in that order; one that opens on joining opens for everyone who takes part."""
    found = queries.missions_called(missions)
    missing = [slug for slug in missions if slug not in found]
    if missing:
        raise NotFound(f"No mission is called {', '.join(missing)}.")
    path = queries.find_path(slug) or Path(slug=slug)
    path.title, path.why, path.opens_on_joining = dict(title), dict(why), opens_on_joining
    session().add(path)
    session().flush()
    session().execute(delete(Step).where(Step.path_id == path.id))
    session().add_all(
        Step(path_id=path.id, mission_id=found[slug].id, place=place) for place, slug in enumerate(missions, 1)
    )
    session().flush()
    if opens_on_joining:
        open_to_all(path)
    return path
