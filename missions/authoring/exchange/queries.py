"""Reads every mission and path that is not ended, as a file would say them."""

from __future__ import annotations

from sqlalchemy import select

from app.kernel.database import session
from missions.authoring.drafts import encode_mission_version, encode_path
from missions.authoring.queries import list_step_drafts
from missions.models import Mission, MissionVersion, Path


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
