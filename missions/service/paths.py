"""Writes and publishes paths: missions in an order, some of them after others, each opening so many days after arrival."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import delete

from app.kernel.circles import find_circle
from app.kernel.database import session
from app.kernel.errors import Conflict, FieldError, Invalid, NotFound
from app.kernel.messages import ErrorMessage
from app.kernel.schema import JsonObject, parse_kind_settings
from app.people.targeting import AudienceSchema
from missions import queries
from missions.kind import Words
from missions.models import Mission, Path, PathStep, Prerequisite
from missions.service.enrol import enrol_everyone_in_missions

MISSING_MESSAGES = {
    "objective": ErrorMessage(
        "Say what the path is for: it is published with its objective.",
        french="Dites à quoi sert ce parcours : il n’est pas publié sans objectif.",
    ),
    "sponsor": ErrorMessage(
        "Say who stands for it: it is published with a name.",
        french="Dites qui le porte : il n’est pas publié sans un nom.",
    ),
}


class MissingObjectiveOrSponsor(Conflict):
    """A path is announced with what it is for and who stands for it."""


@dataclass(frozen=True, kw_only=True)
class StepDraft:
    """A step as an author writes it: the mission, how many days after arrival it opens, and what it comes after."""

    mission: str
    opens_after_days: int = 0
    needs: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class PathText:
    """The user-facing texts of a path, in French and English, and its sponsor."""

    title: Words
    why: Words
    objective: Words = field(default_factory=dict)
    sponsor: str = ""


@dataclass(frozen=True, kw_only=True)
class PathDraft:
    """Everything that an author writes for a path."""

    text: PathText
    steps: tuple[StepDraft, ...]
    opens_on_joining: bool = False
    audience: JsonObject = field(default_factory=dict)


def save_mission_path(slug: str, path_draft: PathDraft) -> Path:
    """Save a path: a new one as a draft, a published one changed at once; `enrol_audience_if_path_published` then enrols people."""
    missions_by_slug = _get_step_missions(path_draft.steps)
    _refuse_invalid_steps(path_draft.steps)
    audience = parse_kind_settings(AudienceSchema, path_draft.audience, "This audience cannot be read.")
    path = queries.find_path(slug) or Path(slug=slug, state="draft")
    path.title, path.why = dict(path_draft.text.title), dict(path_draft.text.why)
    path.objective, path.sponsor = dict(path_draft.text.objective), path_draft.text.sponsor
    path.audience, path.opens_on_joining = AudienceSchema().dump(audience), path_draft.opens_on_joining
    session().add(path)
    session().flush()
    _replace_path_steps(path, path_draft.steps, missions_by_slug)
    return path


def check_and_publish_path(path: Path) -> None:
    """Publish a saved path and enrol its audience; MissingJustification without an objective or a sponsor."""
    required = {"objective": path.objective, "sponsor": path.sponsor}
    missing = [FieldError(f"/{name}", MISSING_MESSAGES[name]) for name, value in required.items() if not value]
    if missing:
        raise MissingObjectiveOrSponsor(
            "Say what the path is for and who stands for it, then publish it.", errors=missing
        )
    path.state = "published"
    enrol_audience_if_path_published(path)


def enrol_audience_if_path_published(path: Path) -> None:
    """Enrol its audience in its missions, if it is published and opens on joining; the clock looks for those who completed it already."""
    if path.state == "published":
        path.past_position = 0
    session().flush()
    if path.state == "published" and path.opens_on_joining:
        enrol_everyone_in_missions(queries.list_path_mission_ids(path))


def end_path(path: Path) -> None:
    """End the path: it opens nothing more, and missions that it opened go on."""
    path.state = "ended"


def _get_step_missions(steps: Sequence[StepDraft]) -> Mapping[str, Mission]:
    named = dict.fromkeys(name for step in steps for name in (step.mission, *step.needs))
    missions_by_slug = queries.list_missions_by_slug(named)
    missing = [slug for slug in named if slug not in missions_by_slug]
    if missing:
        names = ", ".join(missing)
        message = ErrorMessage(f"No mission is called {names}.", french=f"Aucune mission ne s’appelle {names}.")
        raise NotFound(message, errors=[FieldError(_step_json_pointer(steps, missing[0]), message)])
    return missions_by_slug


def _refuse_invalid_steps(steps: Sequence[StepDraft]) -> None:
    names = [step.mission for step in steps]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        message = ErrorMessage(
            f"Twice on the path: {', '.join(twice)}.", french=f"Deux fois sur le parcours : {', '.join(twice)}."
        )
        raise Invalid(
            message, errors=[FieldError(f"/steps/{len(names) - 1 - names[::-1].index(twice[0])}/mission", message)]
        )
    strangers = sorted({name for step in steps for name in step.needs} - set(names))
    if strangers:
        away = ", ".join(strangers)
        message = ErrorMessage(f"Not on the path: {away}.", french=f"Pas sur le parcours : {away}.")
        raise Invalid(message, errors=[FieldError(_step_json_pointer(steps, strangers[0]), message)])
    circle = find_circle({step.mission: step.needs for step in steps})
    if circle:
        tour = " → ".join(circle)
        message = ErrorMessage(
            f"These steps wait for one another: {tour}.", french=f"Ces étapes s’attendent l’une l’autre : {tour}."
        )
        raise Invalid(message, errors=[FieldError(f"/steps/{names.index(circle[0])}/needs", message)])


def _step_json_pointer(steps: Sequence[StepDraft], name: str) -> str:
    """Where a step first names that mission, itself or as what it comes after."""
    place, step = next((place, step) for place, step in enumerate(steps) if name in (step.mission, *step.needs))
    return f"/steps/{place}/{'mission' if step.mission == name else 'needs'}"


def _replace_path_steps(path: Path, steps: Sequence[StepDraft], missions_by_slug: Mapping[str, Mission]) -> None:
    session().execute(delete(PathStep).where(PathStep.path_id == path.id))
    session().execute(delete(Prerequisite).where(Prerequisite.path_id == path.id))
    session().add_all(
        PathStep(
            path_id=path.id,
            mission_id=missions_by_slug[step.mission].id,
            place=place,
            opens_after_days=step.opens_after_days,
        )
        for place, step in enumerate(steps, 1)
    )
    session().add_all(
        Prerequisite(path_id=path.id, mission_id=missions_by_slug[step.mission].id, needs_id=missions_by_slug[name].id)
        for step in steps
        for name in dict.fromkeys(step.needs)
    )
    session().flush()
