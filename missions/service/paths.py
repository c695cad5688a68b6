"""Publishes paths: missions in an order, some of them after others, each opening so many days after arrival."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import delete

from app.kernel.database import session
from app.kernel.errors import FieldError, Invalid, NotFound
from app.kernel.schema import JsonObject, settings_read
from missions import queries
from missions.audience import AudienceSchema
from missions.graph import circle_in
from missions.kind import Words
from missions.models import Mission, Path, Prerequisite, Step
from missions.service.enrol import open_to_all


@dataclass(frozen=True, kw_only=True)
class Waymark:
    """A step as an author writes it: the mission, how many days after arrival it opens, and what it comes after."""

    mission: str
    opens_after_days: int = 0
    needs: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class PathText:
    """What people read of a path, in French and English."""

    title: Words
    why: Words


def publish_path(
    slug: str,
    *,
    title: Words,
    why: Words,
    missions: Sequence[str | Waymark],
    opens_on_joining: bool = False,
    audience: JsonObject | None = None,
) -> Path:
    """Publish a path of missions, in that order, or change it; what its steps already opened stays open.

    NotFound for a mission that there is not, Invalid for steps that wait for one another, with the circle named.
    """
    steps = [step if isinstance(step, Waymark) else Waymark(mission=step) for step in missions]
    found = _missions_of(steps)
    _refuse_circles(steps)
    read = settings_read(AudienceSchema, audience or {}, "This audience cannot be read.")
    path = queries.find_path(slug) or Path(slug=slug)
    path.title, path.why, path.state = dict(title), dict(why), "published"
    path.audience, path.opens_on_joining = AudienceSchema().dump(read), opens_on_joining
    session().add(path)
    session().flush()
    _write_steps(path, steps, found)
    if opens_on_joining:
        open_to_all([mission.id for mission in found.values()])
    return path


def end_path(path: Path) -> None:
    """Open nothing more through it; the missions that it opened go on."""
    path.state = "ended"


def _missions_of(steps: Sequence[Waymark]) -> Mapping[str, Mission]:
    named = dict.fromkeys(name for step in steps for name in (step.mission, *step.needs))
    found = queries.missions_called(named)
    missing = [slug for slug in named if slug not in found]
    if missing:
        raise NotFound(f"No mission is called {', '.join(missing)}.")
    return found


def _refuse_circles(steps: Sequence[Waymark]) -> None:
    names = [step.mission for step in steps]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        told = f"Twice on the path: {', '.join(twice)}."
        raise Invalid(told, errors=[FieldError("/steps", told)])
    strangers = sorted({name for step in steps for name in step.needs} - set(names))
    if strangers:
        told = f"Not on the path: {', '.join(strangers)}."
        raise Invalid(told, errors=[FieldError("/steps", told)])
    circle = circle_in({step.mission: step.needs for step in steps})
    if circle:
        told = f"These steps wait for one another: {' → '.join(circle)}."
        raise Invalid(told, errors=[FieldError("/steps", told)])


def _write_steps(path: Path, steps: Sequence[Waymark], found: Mapping[str, Mission]) -> None:
    session().execute(delete(Step).where(Step.path_id == path.id))
    session().execute(delete(Prerequisite).where(Prerequisite.path_id == path.id))
    session().add_all(
        Step(path_id=path.id, mission_id=found[step.mission].id, place=place, opens_after_days=step.opens_after_days)
        for place, step in enumerate(steps, 1)
    )
    session().add_all(
        Prerequisite(path_id=path.id, mission_id=found[step.mission].id, needs_id=found[name].id)
        for step in steps
        for name in dict.fromkeys(step.needs)
    )
    session().flush()
