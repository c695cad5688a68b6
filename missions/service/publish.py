"""Publishes a version, pauses, resumes and ends a mission; a change takes nothing away from whoever earned something."""

from __future__ import annotations

from sqlalchemy import text, update

from app.kernel import clock
from app.kernel.database import session
from app.kernel.errors import Conflict
from app.kernel.schema import JsonObject
from missions import queries, statements
from missions.models import Mission, MissionVersion
from missions.service.enrol import open_to_all
from missions.service.progress import measure
from missions.service.write import MissionText, Writing, write_draft


class NothingWritten(Conflict):
    """There is no draft to publish."""


class StandsOnAPath(Conflict):
    """A path needs the mission."""


class MissionEnded(Conflict):
    """The mission has ended, and stays so."""


def publish_mission(
    slug: str, kind: str, settings: JsonObject, *, text: MissionText, minutes: int, points: int
) -> Mission:
    """Write and publish a new mission, done once by everybody; Conflict when the slug is taken."""
    return publish_new(slug, Writing(kind=kind, settings=settings, text=text, minutes=minutes, points=points))


def publish_new(slug: str, writing: Writing) -> Mission:
    """Write and publish a new mission; Invalid when its kind refuses the settings, Conflict when the slug is taken."""
    if queries.find_mission(slug):
        raise Conflict(f"A mission is already called {slug}.")
    write_draft(slug, writing)
    mission = queries.get_mission(slug)
    publish(mission)
    return mission


def publish(mission: Mission) -> MissionVersion:
    """Put the draft in force: who completed nothing yet goes over to it, the others keep what they have.

    NothingWritten without a draft; MissionEnded after the end.
    """
    _refuse_ended(mission)
    draft = queries.find_draft(mission)
    if draft is None:
        raise NothingWritten("Nothing new is written: there is no draft to publish.")
    old = update(MissionVersion).where(MissionVersion.mission_id == mission.id, MissionVersion.is_current)
    session().execute(old.values(is_current=False))
    draft.published_at, draft.is_current = clock.now(), True
    mission.state = "published"
    session().flush()
    _carry_over(draft)
    open_to_all([mission.id])
    return draft


def discard(mission: Mission) -> None:
    """Throw the draft away; a mission that was never published goes with it. NothingWritten without a draft."""
    draft = queries.find_draft(mission)
    if draft is None:
        raise NothingWritten("Nothing new is written: there is no draft to throw away.")
    if mission.state != "draft":
        session().delete(draft)
        return
    if queries.stands_on_a_path(mission):
        raise StandsOnAPath("It stands on a path: take it off the path first.")
    session().delete(mission)


def pause(mission: Mission) -> None:
    """Invite nobody new and propose it to nobody; what people do for it goes on counting."""
    _refuse_ended(mission)
    if mission.state == "published":
        mission.state = "paused"


def resume(mission: Mission) -> None:
    """Propose it again, and open it to those who came meanwhile."""
    _refuse_ended(mission)
    if mission.state == "paused":
        mission.state = "published"
        session().flush()
        open_to_all([mission.id])


def end(mission: Mission) -> None:
    """Count nothing that happens from now on; what happened before and is heard late still counts."""
    _refuse_ended(mission)
    mission.state, mission.ended_at = "ended", clock.now()
    session().execute(text(statements.END), {"mission_id": mission.id, "now": mission.ended_at})


def _carry_over(version: MissionVersion) -> None:
    given = {"version_id": version.id, "mission_id": version.mission_id, "now": clock.now()}
    moved = session().execute(text(statements.NEW_VERSION), given).scalars().all()
    session().execute(text(statements.NEXT_PERIOD), given)
    measure(moved)


def _refuse_ended(mission: Mission) -> None:
    if mission.state == "ended":
        raise MissionEnded("This mission has ended. Write a new one instead: what people earned stays theirs.")
