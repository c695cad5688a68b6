"""Reads the titles of the paths and missions that depend on a mission."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import or_, select

from app.kernel.database import session
from missions.kind import Words
from missions.models import Mission, MissionVersion, Path, PathStep, Prerequisite


def list_titles_of_paths_holding(object_name: str) -> Sequence[Words]:
    """The titles of the paths, not ended, with that mission ("mission:publish") among their steps."""
    holding = (
        select(Path.title)
        .join(PathStep, PathStep.path_id == Path.id)
        .join(Mission, Mission.id == PathStep.mission_id)
        .where(Mission.slug == _get_slug(object_name), Path.state != "ended")
    )
    return session().scalars(holding.order_by(Path.id)).all()


def list_titles_of_missions_needing(object_name: str) -> Sequence[Words]:
    """The titles of the missions, not ended, that come after that mission on a path or count its completion."""
    needed_id = select(Mission.id).where(Mission.slug == _get_slug(object_name)).scalar_subquery()
    following = (
        select(Prerequisite.mission_id)
        .join(Path, Path.id == Prerequisite.path_id)
        .where(Prerequisite.needs_id == needed_id, Path.state != "ended")
    )
    needing = (
        select(MissionVersion.title)
        .join(Mission, Mission.id == MissionVersion.mission_id)
        .where(
            MissionVersion.is_current,
            Mission.state != "ended",
            or_(Mission.id.in_(following), MissionVersion.among.contains([object_name])),
        )
    )
    return session().scalars(needing.order_by(Mission.id)).all()


def _get_slug(object_name: str) -> str:
    return object_name.removeprefix("mission:")
