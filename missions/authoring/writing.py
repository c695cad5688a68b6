"""Between what an author says, as JSON would, and what the services take: a mission's writing, a path's route."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

import marshmallow as ma

from app.kernel.errors import FieldError, Invalid
from app.kernel.schema import JsonObject, Schema, field_errors
from missions.authoring.shapes.mission import MissionSchema
from missions.authoring.shapes.path import PathSchema
from missions.kind import kinds
from missions.models import MissionVersion, Path
from missions.periods import Period, Repeat
from missions.service.paths import PathText, Route, Waymark
from missions.service.write import MissionText, Terms, Writing

REFUSED = "Something here cannot be kept yet."
UNSAID: tuple[object, ...] = (None, "", {}, [], False)


def read_mission(raw: JsonObject) -> tuple[str, Writing]:
    """The mission's slug and its writing; Invalid with everything that is wrong, its settings' errors among it."""
    read, errors = loaded(MissionSchema(), raw)
    kind = kinds().get(str(raw.get("kind")))
    sent = raw.get("settings")
    settings, wrong = loaded(kind.settings(), sent) if kind and isinstance(sent, Mapping) else ({}, [])
    errors += [FieldError(f"/settings{error.pointer.rstrip('/')}", error.detail) for error in wrong]
    if errors:
        raise Invalid(REFUSED, errors=errors)
    text = MissionText(title=read["title"], why=read["why"], who_sees=read["who_sees"])
    writing = Writing(
        kind=read["kind"],
        settings=_settings_said(kind.settings(), settings) if kind else {},
        text=text,
        minutes=read["minutes"],
        points=read["points"],
        terms=_terms(read),
    )
    return read["slug"], writing


def _terms(read: JsonObject) -> Terms:
    return Terms(
        repeat=Repeat(read["times"], Period(read["period"])),
        audience=_dumped(MissionSchema(), "audience", read["audience"]),
        starts_at=read["starts_at"],
        ends_at=read["ends_at"],
        link=read["link"],
        rehearsal=read["rehearsal"],
        standalone=read["standalone"],
    )


def read_path(raw: JsonObject) -> tuple[str, Route]:
    """The path's slug and its route; Invalid with everything that is wrong."""
    read, errors = loaded(PathSchema(), raw)
    if errors:
        raise Invalid(REFUSED, errors=errors)
    text = PathText(title=read["title"], why=read["why"], objective=read.get("objective", {}), sponsor=read["sponsor"])
    steps = tuple(
        Waymark(mission=step["mission"], opens_after_days=step["opens_after_days"], needs=tuple(step["needs"]))
        for step in read["steps"]
    )
    audience = _dumped(PathSchema(), "audience", read["audience"])
    return read["slug"], Route(text=text, steps=steps, opens_on_joining=read["opens_on_joining"], audience=audience)


def mission_said(slug: str, version: MissionVersion) -> dict[str, object]:
    """A version as its author wrote it; what goes without saying is left out."""
    said: dict[str, object] = {
        "slug": slug,
        "kind": version.kind,
        "title": _both(version.title),
        "why": _both(version.why),
        "who_sees": _both(version.who_sees),
        "minutes": version.minutes,
        "points": version.points,
        "settings": _without_nothing(version.settings),
        "audience": dict(version.audience),
        "starts_at": _told(version.starts_at),
        "ends_at": _told(version.ends_at),
        "link": version.link,
        "rehearsal": version.rehearsal,
        "standalone": version.standalone,
    }
    if version.period != Period.ONCE:
        said |= {"period": version.period, "times": version.times}
    return {name: value for name, value in said.items() if value not in UNSAID or name in ("points", "settings")}


def path_said(path: Path, steps: Sequence[Waymark]) -> dict[str, object]:
    """A path as its author wrote it; what goes without saying is left out."""
    said: dict[str, object] = {
        "slug": path.slug,
        "title": _both(path.title),
        "why": _both(path.why),
        "objective": _both(path.objective),
        "sponsor": path.sponsor,
        "opens_on_joining": path.opens_on_joining,
        "audience": dict(path.audience),
        "steps": [_step_said(step) for step in steps],
    }
    return {name: value for name, value in said.items() if value not in UNSAID}


def _step_said(step: Waymark) -> dict[str, object]:
    said = {"mission": step.mission, "opens_after_days": step.opens_after_days, "needs": list(step.needs)}
    return {name: value for name, value in said.items() if value}


def _settings_said(schema: Schema, read: JsonObject) -> dict[str, object]:
    dumped = schema.dump(read)
    assert isinstance(dumped, dict), "One object is dumped as one."
    return _without_nothing(dumped)


def _without_nothing(settings: JsonObject) -> dict[str, object]:
    return {name: value for name, value in settings.items() if value is not None}


def _both(words: Mapping[str, str]) -> dict[str, str]:
    """French first: the database forgets the order."""
    return {tongue: words[tongue] for tongue in ("fr", "en") if tongue in words}


def _told(moment: datetime | None) -> str | None:
    return moment.astimezone(UTC).isoformat() if moment else None


def loaded(schema: Schema, raw: object) -> tuple[JsonObject, list[FieldError]]:
    """What a schema reads, or nothing and what is wrong."""
    try:
        read = schema.load(raw)  # type: ignore[arg-type]  # what is no object is refused by the schema
    except ma.ValidationError as wrong:
        return {}, field_errors(wrong.messages)
    assert isinstance(read, dict), "A schema without a model reads into a dict."
    return read, []


def _dumped(schema: Schema, name: str, read: object) -> dict[str, object]:
    told = schema.fields[name]
    assert isinstance(told, ma.fields.Nested), "An audience is a schema of its own."
    dumped = told.schema.dump(read)
    assert isinstance(dumped, dict), "One object is dumped as one."
    return dumped
