"""Makes a published path in one line, also one that lacks what its author would have to say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from app.kernel.schema import JsonObject
from missions.models import Path
from missions.service.paths import (
    PathDraft,
    PathText,
    StepDraft,
    enrol_audience_if_path_published,
    save_mission_path,
)


def write_and_publish_path(
    slug: str,
    *,
    title: Mapping[str, str],
    why: Mapping[str, str],
    missions: Sequence[str | StepDraft],
    opens_on_joining: bool = False,
    audience: JsonObject | None = None,
) -> Path:
    """Publish a path of missions, in that order, or change it; what its steps already opened stays open.

    NotFound for a mission that there is not, Invalid for steps that wait for one another, with the circle named.
    """
    steps = tuple(step if isinstance(step, StepDraft) else StepDraft(mission=step) for step in missions)
    text = PathText(title=title, why=why)
    path = save_mission_path(
        slug, PathDraft(text=text, steps=steps, opens_on_joining=opens_on_joining, audience=audience or {})
    )
    path.state = "published"
    enrol_audience_if_path_published(path)
    return path
