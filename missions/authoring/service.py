"""Keeps what an author wrote in a form: a mission's next version as a draft, a path as a draft or changed at once."""

from __future__ import annotations

from collections.abc import Mapping

from app.kernel.errors import FieldError, Invalid
from app.web.forms.objects import REFUSED, TAKEN, fill_in_slug
from missions import queries
from missions.authoring.drafts import parse_mission_draft, parse_path_draft
from missions.models import Mission, MissionVersion, Path
from missions.service.paths import check_and_publish_path, enrol_audience_if_path_published, save_mission_path
from missions.service.publish import MissionEnded
from missions.service.write import save_mission_draft


def fill_in_mission_slug(raw: Mapping[str, object]) -> dict[str, object]:
    """`raw` with its slug: what was typed as an address writes it, else a free one after the French title."""
    return fill_in_slug(
        raw, raw.get("title"), otherwise="mission", is_taken=lambda slug: queries.find_mission(slug) is not None
    )


def fill_in_path_slug(raw: Mapping[str, object]) -> dict[str, object]:
    """The same for a path."""
    return fill_in_slug(
        raw, raw.get("title"), otherwise="parcours", is_taken=lambda slug: queries.find_path(slug) is not None
    )


def create_mission_draft(raw: Mapping[str, object]) -> MissionVersion:
    """Save a new mission as a draft; Invalid names the wrong fields, a taken slug included."""
    slug, mission_draft = parse_mission_draft(raw)
    if queries.find_mission(slug):
        raise Invalid(REFUSED, errors=[FieldError("/slug", str(TAKEN))])
    return save_mission_draft(slug, mission_draft)


def change_mission_draft(mission: Mission, raw: Mapping[str, object]) -> MissionVersion:
    """Write the draft of its next version; MissionEnded after the end."""
    if mission.state == "ended":
        raise MissionEnded("This mission has ended. Write a new one instead: what people earned stays theirs.")
    _, mission_draft = parse_mission_draft({**raw, "slug": mission.slug})
    return save_mission_draft(mission.slug, mission_draft)


def create_path(raw: Mapping[str, object]) -> Path:
    """Save a new path as a draft; Invalid names the wrong fields."""
    slug, path_draft = parse_path_draft(raw)
    if queries.find_path(slug):
        raise Invalid(REFUSED, errors=[FieldError("/slug", str(TAKEN))])
    return save_mission_path(slug, path_draft)


def change_path_and_enrol_audience(path: Path, raw: Mapping[str, object]) -> Path:
    """Change a path; one that is published opens its new steps at once."""
    _, path_draft = parse_path_draft({**raw, "slug": path.slug})
    changed = save_mission_path(path.slug, path_draft)
    enrol_audience_if_path_published(changed)
    return changed


def change_and_publish_path(path: Path, raw: Mapping[str, object]) -> None:
    """Save and publish a path; MissingJustification names the fields that publication requires."""
    check_and_publish_path(change_path_and_enrol_audience(path, raw))
