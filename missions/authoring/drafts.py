"""Converts drafts of missions and paths from and to the objects of forms and files."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

import marshmallow as ma

from app.kernel.errors import Invalid
from app.kernel.schema import JsonObject, Schema
from app.web.forms.objects import (
    REFUSED,
    in_language_order,
    parse_object_with_errors,
    parse_settings_with_errors,
    without_none,
)
from missions.authoring.shapes.mission import MissionSchema
from missions.authoring.shapes.path import PathSchema
from missions.kind import mission_kinds
from missions.models import MissionVersion, Path
from missions.periods import Recurrence, RepeatPeriod
from missions.service.paths import PathDraft, PathText, StepDraft
from missions.service.write import Availability, MissionDraft, MissionText

OMITTED_VALUES: tuple[object, ...] = (None, "", {}, [], False)


def parse_mission_draft(raw: JsonObject) -> tuple[str, MissionDraft]:
    """The slug and the draft of a mission; Invalid with every error, those of its settings included."""
    read, errors = parse_object_with_errors(MissionSchema(), raw)
    kind = mission_kinds().get(str(raw.get("kind")))
    settings, wrong = parse_settings_with_errors(kind.settings(), raw.get("settings")) if kind else ({}, [])
    errors += wrong
    if errors:
        raise Invalid(REFUSED, errors=errors)
    text = MissionText(title=read["title"], why=read["why"], who_sees=read["who_sees"])
    mission_draft = MissionDraft(
        kind=read["kind"],
        settings=settings,
        text=text,
        minutes=read["minutes"],
        points=read["points"],
        availability=_build_availability(read),
    )
    return read["slug"], mission_draft


def _build_availability(read: JsonObject) -> Availability:
    return Availability(
        recurrence=Recurrence(read["times"], RepeatPeriod(read["period"])),
        audience=_encode_nested_field(MissionSchema(), "audience", read["audience"]),
        starts_at=read["starts_at"],
        ends_at=read["ends_at"],
        link=read["link"],
        rehearsal=read["rehearsal"],
        standalone=read["standalone"],
    )


def parse_path_draft(raw: JsonObject) -> tuple[str, PathDraft]:
    """The slug and the draft of a path; Invalid with every error."""
    read, errors = parse_object_with_errors(PathSchema(), raw)
    if errors:
        raise Invalid(REFUSED, errors=errors)
    text = PathText(title=read["title"], why=read["why"], objective=read.get("objective", {}), sponsor=read["sponsor"])
    steps = tuple(
        StepDraft(mission=step["mission"], opens_after_days=step["opens_after_days"], needs=tuple(step["needs"]))
        for step in read["steps"]
    )
    audience = _encode_nested_field(PathSchema(), "audience", read["audience"])
    return read["slug"], PathDraft(text=text, steps=steps, opens_on_joining=read["opens_on_joining"], audience=audience)


def encode_mission_version(slug: str, version: MissionVersion) -> dict[str, object]:
    """A version as its author wrote it, without default values."""
    fields: dict[str, object] = {
        "slug": slug,
        "kind": version.kind,
        "title": in_language_order(version.title),
        "why": in_language_order(version.why),
        "who_sees": in_language_order(version.who_sees),
        "minutes": version.minutes,
        "points": version.points,
        "settings": without_none(version.settings),
        "audience": dict(version.audience),
        "starts_at": _utc_text(version.starts_at),
        "ends_at": _utc_text(version.ends_at),
        "link": version.link,
        "rehearsal": version.rehearsal,
        "standalone": version.standalone,
    }
    if version.period != RepeatPeriod.ONCE:
        fields |= {"period": version.period, "times": version.times}
    return {
        name: value for name, value in fields.items() if value not in OMITTED_VALUES or name in ("points", "settings")
    }


def encode_path(path: Path, steps: Sequence[StepDraft]) -> dict[str, object]:
    """A path as its author wrote it, without default values."""
    fields: dict[str, object] = {
        "slug": path.slug,
        "title": in_language_order(path.title),
        "why": in_language_order(path.why),
        "objective": in_language_order(path.objective),
        "sponsor": path.sponsor,
        "opens_on_joining": path.opens_on_joining,
        "audience": dict(path.audience),
        "steps": [_encode_step(step) for step in steps],
    }
    return {name: value for name, value in fields.items() if value not in OMITTED_VALUES}


def _encode_step(step: StepDraft) -> dict[str, object]:
    fields = {"mission": step.mission, "opens_after_days": step.opens_after_days, "needs": list(step.needs)}
    return {name: value for name, value in fields.items() if value}


def _utc_text(moment: datetime | None) -> str | None:
    return moment.astimezone(UTC).isoformat() if moment else None


def _encode_nested_field(schema: Schema, name: str, read: object) -> dict[str, object]:
    nested_field = schema.fields[name]
    assert isinstance(nested_field, ma.fields.Nested), "An audience is a schema of its own."
    dumped = nested_field.schema.dump(read)
    assert isinstance(dumped, dict), "One object is dumped as one."
    return dumped
