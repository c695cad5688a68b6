"""Keeps what an author wrote in a form: a mission's next version as a draft, a path as a draft or changed at once."""

from __future__ import annotations

from collections.abc import Mapping

from app.kernel.errors import FieldError, Invalid
from app.kernel.messages import ErrorMessage
from missions import queries
from missions.authoring.writing import REFUSED, read_mission, read_path
from missions.models import Mission, MissionVersion, Path
from missions.service.paths import announce_path, open_path, write_path
from missions.service.publish import MissionEnded
from missions.service.write import write_draft

TAKEN = ErrorMessage("This name is taken: choose another one.", french="Ce nom est déjà pris : choisissez-en un autre.")


def create_mission(raw: Mapping[str, object]) -> MissionVersion:
    """Write a new mission; Invalid says at which field it cannot be kept, a taken name included."""
    slug, writing = read_mission(raw)
    if queries.find_mission(slug):
        raise Invalid(REFUSED, errors=[FieldError("/slug", str(TAKEN))])
    return write_draft(slug, writing)


def change_mission(mission: Mission, raw: Mapping[str, object]) -> MissionVersion:
    """Write the draft of its next version; MissionEnded after the end."""
    if mission.state == "ended":
        raise MissionEnded("This mission has ended. Write a new one instead: what people earned stays theirs.")
    _, writing = read_mission({**raw, "slug": mission.slug})
    return write_draft(mission.slug, writing)


def create_path(raw: Mapping[str, object]) -> Path:
    """Write a new path as a draft; Invalid says at which field it cannot be kept."""
    slug, route = read_path(raw)
    if queries.find_path(slug):
        raise Invalid(REFUSED, errors=[FieldError("/slug", str(TAKEN))])
    return write_path(slug, route)


def change_path(path: Path, raw: Mapping[str, object]) -> Path:
    """Change a path; one that is published opens its new steps at once."""
    _, route = read_path({**raw, "slug": path.slug})
    changed = write_path(path.slug, route)
    open_path(changed)
    return changed


def change_and_announce(path: Path, raw: Mapping[str, object]) -> None:
    """Keep what the form says and publish it; WithoutItsReason at the fields that publication asks for."""
    announce_path(change_path(path, raw))
