"""Publishes a version, pauses, resumes and ends a mission; what was earned stays."""

from __future__ import annotations

from sqlalchemy import update

from app.journal.service import NewFact, append_facts
from app.kernel import clock
from app.kernel.database import session
from app.kernel.errors import Conflict
from app.kernel.schema import JsonObject
from missions import queries, statements
from missions.measurement.service import update_progress_and_completions
from missions.models import Mission, MissionVersion
from missions.service.enrol import enrol_everyone_in_missions
from missions.service.write import MissionDraft, MissionText, save_mission_draft


class NoMissionDraft(Conflict):
    """There is no draft to publish."""


class MissionStillOnPath(Conflict):
    """A path needs the mission."""


class MissionEnded(Conflict):
    """The mission has ended, and stays so."""


def create_and_publish_mission_for_everyone(
    slug: str, kind: str, settings: JsonObject, *, text: MissionText, minutes: int, points: int
) -> Mission:
    """Write and publish a new mission, done once by everybody; Conflict when the slug is taken."""
    return create_and_publish_mission(
        slug, MissionDraft(kind=kind, settings=settings, text=text, minutes=minutes, points=points)
    )


def create_and_publish_mission(slug: str, mission_draft: MissionDraft) -> Mission:
    """Write and publish a new mission; Invalid when its kind refuses the settings, Conflict when the slug is taken."""
    if queries.find_mission(slug):
        raise Conflict(f"A mission is already called {slug}.")
    save_mission_draft(slug, mission_draft)
    mission = queries.get_mission(slug)
    publish_draft(mission)
    return mission


def publish_draft(mission: Mission) -> MissionVersion:
    """Put the draft in force: people who completed nothing move to it, the others keep their version.

    NoMissionDraft without one; MissionEnded after the end.
    """
    _refuse_ended_mission(mission)
    draft = queries.find_draft_version(mission)
    if draft is None:
        raise NoMissionDraft("Nothing new is written: there is no draft to publish.")
    old = update(MissionVersion).where(MissionVersion.mission_id == mission.id, MissionVersion.is_current)
    session().execute(old.values(is_current=False))
    draft.published_at, draft.is_current = clock.now(), True
    mission.state = "published"
    session().flush()
    _move_enrolments_to_version(draft)
    enrol_everyone_in_missions([mission.id])
    return draft


def delete_draft_or_unpublished_mission(mission: Mission) -> None:
    """Delete the draft, and a mission that was never published; NoMissionDraft without one."""
    draft = queries.find_draft_version(mission)
    if draft is None:
        raise NoMissionDraft("Nothing new is written: there is no draft to throw away.")
    if mission.state != "draft":
        session().delete(draft)
        return
    if queries.is_mission_on_path(mission):
        raise MissionStillOnPath("It stands on a path: take it off the path first.")
    session().delete(mission)


def pause_mission(mission: Mission) -> None:
    """Enrol no new person and suggest it no longer; facts still count."""
    _refuse_ended_mission(mission)
    if mission.state == "published":
        mission.state = "paused"


def resume_mission(mission: Mission) -> None:
    """Suggest it again, and enrol those who came meanwhile."""
    _refuse_ended_mission(mission)
    if mission.state == "paused":
        mission.state = "published"
        session().flush()
        enrol_everyone_in_missions([mission.id])


def end_mission(mission: Mission) -> None:
    """Count nothing that happens from now on; earlier facts that arrive late still count.

    Paths, badges and missions that need it go on without it: readers learn it from the fact, and the clock looks who completed its paths.
    """
    _refuse_ended_mission(mission)
    mission.state, mission.ended_at = "ended", clock.now()
    session().execute(statements.CLOSE_WINDOWS, {"mission_id": mission.id, "now": mission.ended_at})
    session().execute(statements.JUDGE_PATHS_OF_MISSION, {"mission_id": mission.id})
    ending = f"mission:{mission.slug}"
    append_facts(
        [NewFact(kind="mission.ended", source_key=f"ended:{mission.id}", occurred_at=mission.ended_at, object=ending)]
    )


def _move_enrolments_to_version(version: MissionVersion) -> None:
    given = {"version_id": version.id, "mission_id": version.mission_id, "now": clock.now()}
    moved = session().execute(statements.MOVE_TO_NEW_VERSION, given).scalars().all()
    session().execute(statements.CONTINUE_IN_NEXT_PERIOD, given)
    update_progress_and_completions(moved)


def _refuse_ended_mission(mission: Mission) -> None:
    if mission.state == "ended":
        raise MissionEnded("This mission has ended. Write a new one instead: what people earned stays theirs.")
