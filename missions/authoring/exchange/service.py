"""Writes and publishes a mission or a path as a programme file says it."""

from __future__ import annotations

from app.kernel.errors import FieldError
from app.kernel.messages import ErrorMessage
from missions import queries
from missions.service.paths import (
    PathDraft,
    check_and_publish_path,
    enrol_audience_if_path_published,
    save_mission_path,
)
from missions.service.publish import MissionEnded, publish_draft
from missions.service.write import MissionDraft, save_mission_draft

ENDED = ErrorMessage(
    "This mission has ended here: give it another name.",
    french="Cette mission est terminée ici : donnez-lui un autre nom.",
)


def save_mission_draft_unless_ended(slug: str, mission_draft: MissionDraft) -> None:
    """Save the draft; MissionEnded, at its slug, where a mission of that name has ended."""
    mission = queries.find_mission(slug)
    if mission is not None and mission.state == "ended":
        raise MissionEnded(ENDED, errors=[FieldError("/slug", str(ENDED))])
    save_mission_draft(slug, mission_draft)


def save_path(slug: str, path_draft: PathDraft) -> None:
    """Save the path; a published one changes at once."""
    save_mission_path(slug, path_draft)


def publish_mission_draft_if_any(slug: str) -> None:
    """Put the mission's draft in force."""
    mission = queries.get_mission(slug)
    if queries.find_draft_version(mission):
        publish_draft(mission)


def publish_path_or_enrol_audience(slug: str) -> None:
    """Publish a path, or enrol whom a published one reaches by now."""
    path = queries.get_path(slug)
    if path.state == "draft":
        check_and_publish_path(path)
    else:
        enrol_audience_if_path_published(path)


def enrol_path_audience(slug: str) -> None:
    """Enrol whom a published path reaches by now."""
    enrol_audience_if_path_published(queries.get_path(slug))
