"""Saves the draft of a mission's next version, checked as a whole; a draft enrols no person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import text

from app.kernel.circles import find_circle
from app.kernel.database import session
from app.kernel.errors import FieldError, Invalid
from app.kernel.messages import ErrorMessage
from app.kernel.schema import JsonObject, parse_kind_settings
from app.people.manifest import GroupMerge
from app.people.statements import move_group_in_audiences_statement
from app.people.targeting import AudienceSchema
from missions import queries
from missions.kind import Words, list_required_mission_slugs, parse_settings_and_count_requirement
from missions.models import Mission, MissionVersion
from missions.periods import ONCE, Recurrence
from missions.service.enrol import enrol_everyone_in_missions


@dataclass(frozen=True, kw_only=True)
class MissionText:
    """The user-facing texts of a mission, in French and English."""

    title: Words
    why: Words
    who_sees: Words


@dataclass(frozen=True, kw_only=True)
class Availability:
    """For which people, when and how often a mission is open; by default for all, always and once.

    `link` is where it starts on the network; `rehearsal` offers to try first, where nothing is published.
    """

    recurrence: Recurrence = ONCE
    audience: JsonObject = field(default_factory=dict)
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    link: str | None = None
    rehearsal: bool = False
    standalone: bool = False


@dataclass(frozen=True, kw_only=True)
class MissionDraft:
    """Everything that an author writes for a version."""

    kind: str
    settings: JsonObject
    text: MissionText
    minutes: int
    points: int
    availability: Availability = field(default_factory=Availability)


def save_mission_draft(slug: str, mission_draft: MissionDraft) -> MissionVersion:
    """Save the draft of the mission's next version, in place of an earlier draft; Invalid names the wrong fields."""
    mission = queries.find_mission(slug) or Mission(slug=slug)
    session().add(mission)
    session().flush()
    draft = queries.find_draft_version(mission) or MissionVersion(
        mission_id=mission.id, number=queries.next_version_number(mission)
    )
    for name, value in _check_and_build_draft_columns(slug, mission_draft).items():
        setattr(draft, name, value)
    session().add(draft)
    session().flush()
    return draft


def _check_and_build_draft_columns(slug: str, mission_draft: MissionDraft) -> dict[str, object]:
    settings, counting = parse_settings_and_count_requirement(mission_draft.kind, mission_draft.settings, slug)
    _refuse_missing_or_circular_missions(slug, list_required_mission_slugs(mission_draft.kind, settings))
    availability = mission_draft.availability
    _refuse_end_before_start(availability)
    audience = AudienceSchema().dump(
        parse_kind_settings(AudienceSchema, availability.audience, "This audience cannot be read.")
    )
    return {
        "kind": mission_draft.kind,
        "settings": settings,
        "title": dict(mission_draft.text.title),
        "why": dict(mission_draft.text.why),
        "who_sees": dict(mission_draft.text.who_sees),
        "minutes": mission_draft.minutes,
        "points": mission_draft.points,
        "link": availability.link,
        "rehearsal": availability.rehearsal,
        "standalone": availability.standalone,
        "audience": audience,
        "starts_at": availability.starts_at,
        "ends_at": availability.ends_at,
        "times": availability.recurrence.times,
        "period": availability.recurrence.period.value,
        "counted_kinds": list(counting.kinds),
        "counted_by": counting.by.value,
        "among": None if counting.among is None else list(counting.among),
        "communities": None if counting.communities is None else list(counting.communities),
        "wanted": counting.wanted,
        "within_days": counting.within_days,
    }


def _refuse_end_before_start(availability: Availability) -> None:
    if availability.starts_at and availability.ends_at and availability.ends_at <= availability.starts_at:
        message = ErrorMessage("It ends before it starts.", french="Elle finirait avant de commencer.")
        raise Invalid("A mission ends after it starts.", errors=[FieldError("/ends_at", message)])


def _refuse_missing_or_circular_missions(slug: str, needs: Sequence[str]) -> None:
    missing = sorted(set(needs) - queries.list_missions_by_slug(needs).keys() - {slug})
    if missing:
        names = ", ".join(missing)
        message = ErrorMessage(f"No mission is called {names}.", french=f"Aucune mission ne s’appelle {names}.")
        raise Invalid(message, errors=[FieldError("/settings/missions", message)])
    written = {
        name: [*list_required_mission_slugs(kind, settings)]
        for name, kind, settings in queries.list_settings_of_other_missions(except_for=slug)
    }
    circle = find_circle(written | {slug: list(needs)})
    if circle:
        round_trip = " → ".join(circle)
        message = ErrorMessage(
            f"These missions wait for one another: {round_trip}.",
            french=f"Ces missions s’attendraient l’une l’autre : {round_trip}.",
        )
        raise Invalid(message, errors=[FieldError("/settings/missions", message)])


def move_merged_group_in_audiences(merge: GroupMerge) -> None:
    """Let the audiences of missions, in all their versions, and of paths name the group that is left, and enrol whom they reach now.

    The people of the other group change their own group after this, and are enrolled as everybody who does.
    """
    slugs = {"field": f"{merge.kind}s", "from_slug": merge.from_slug, "into_slug": merge.into_slug}
    for table in ("mission_version", "path"):
        session().execute(text(move_group_in_audiences_statement(table)), slugs)
    session().expire_all()
    enrol_everyone_in_missions()
