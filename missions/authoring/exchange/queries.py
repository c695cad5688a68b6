"""Reads missions and paths that are not ended, as a file would say them."""

from __future__ import annotations

from sqlalchemy import select

from app.kernel.database import session
from missions import queries as missions
from missions.authoring.drafts import encode_mission_version, encode_path, parse_mission_draft, parse_path_draft
from missions.authoring.paths.queries import list_step_drafts
from missions.models import Mission, MissionVersion, Path
from missions.service.paths import PathDraft
from missions.service.write import MissionDraft


def list_encoded_missions() -> list[dict[str, object]]:
    """The newest version of each mission, drafts included, in the order in which they were first written."""
    rows = session().execute(
        select(Mission.slug, MissionVersion)
        .join(MissionVersion, MissionVersion.mission_id == Mission.id)
        .where(Mission.state != "ended")
        .order_by(Mission.id, MissionVersion.number)
    )
    newest = {row.slug: row.MissionVersion for row in rows}
    return [encode_mission_version(slug, version) for slug, version in newest.items()]


def list_encoded_paths() -> list[dict[str, object]]:
    """Each path."""
    paths = session().scalars(select(Path).where(Path.state != "ended").order_by(Path.id)).all()
    return [encode_path(path, list_step_drafts(path)) for path in paths]


def find_current_mission(slug: str) -> MissionDraft | None:
    """The newest version of a mission that is not ended, as its author wrote it."""
    mission = missions.find_mission(slug)
    if mission is None or mission.state == "ended":
        return None
    _, current = parse_mission_draft(encode_mission_version(slug, missions.list_versions(mission)[0]))
    return current


def find_current_path(slug: str) -> PathDraft | None:
    """A path as its author wrote it."""
    path = missions.find_path(slug)
    return parse_path_draft(encode_path(path, list_step_drafts(path)))[1] if path else None
