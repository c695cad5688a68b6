"""What authors read: missions with their health, and what may be chosen in a form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime

from sqlalchemy import RowMapping, select, text

from app.journal.queries import list_latest_communities, load_latest_event_moments
from app.kernel import clock
from app.kernel.database import session
from app.kernel.disclosure import HIDDEN, Figure, get_gate
from app.kernel.rule_health import RuleHealthStatus
from app.kernel.schema import JsonObject
from app.people.countable import AudienceSizes, list_blocks
from app.people.models import Region, Site, Unit
from app.people.queries import list_workgroups
from app.web.forms.controls import FormChoice, FormChoices
from missions.authoring import statements
from missions.authoring.health import MissionHealth, MissionHealthInput, MissionObstacle, assess_mission_health
from missions.authoring.mission_forms import ROLES
from missions.authoring.people.queries import NOBODY, load_people_of_missions
from missions.kind import CompletionMode, Words, mission_kinds
from missions.models import Mission, MissionVersion
from missions.queries import NoSuchMission


@dataclass(frozen=True, kw_only=True)
class ListedMission:
    """A mission as its authors see it in their list."""

    slug: str
    kind: str
    title: Words
    has_draft: bool
    paths: Sequence[Mapping[str, Words]]
    vitals: MissionHealthInput
    health: MissionHealth
    headcount: Figure
    """The people of its audience, whether they take part or not."""
    completed: Figure


@dataclass(frozen=True)
class MissionTotals:
    """How many missions have a draft that waits, are published, and have no effect."""

    drafts: int
    published: int
    dead: int


@dataclass(frozen=True)
class MissionFigures:
    """What may be shown of a mission's people, and the signs of its health that rest on it."""

    headcount: Figure
    """The people of its audience, whether they take part or not."""
    completed: Figure
    signs: Mapping[str, bool]


MISSION_SIGNS = ("is_countable", "has_group_advanced", "has_group_completed_lately", "is_mostly_done")
NO_SIGNS = dict.fromkeys(MISSION_SIGNS, False)
MISSIONS = text(statements.MISSIONS)
VITALS_COLUMNS = tuple(field.name for field in fields(MissionHealthInput))


def list_missions(*, state: str | None = None, words: str | None = None) -> list[ListedMission]:
    """Every mission in that state whose name or title holds these words; the ended ones come last."""
    return _list_missions_matching(state=state, words=f"%{_escape_like_pattern(words)}%" if words else None)


def count_missions_by_condition() -> MissionTotals:
    """Totals that no figure about people enters into: whether a mission is without effect follows from its rule alone."""
    rows = _select_missions()
    conditions = [assess_mission_health(_build_vitals(row, {}, NO_SIGNS), clock.now()).condition for row in rows]
    return MissionTotals(
        drafts=sum(row["has_draft"] for row in rows),
        published=sum(row["state"] == "published" for row in rows),
        dead=conditions.count(RuleHealthStatus.DEAD),
    )


def get_listed_mission(slug: str) -> ListedMission:
    """The mission of that name; NoSuchMission otherwise."""
    listed = _list_missions_matching(slug=slug)
    if not listed:
        raise NoSuchMission(f"No mission is called {slug}.")
    return listed[0]


def list_obstacles_if_published(slug: str) -> tuple[MissionObstacle, ...]:
    """What would stand in the way of a mission's draft, were it published now."""
    (listed,) = _list_missions_matching(slug=slug, as_drafted=True)
    now = clock.now()
    return assess_mission_health(replace(listed.vitals, state="published", published_at=now), now).obstacles


def list_form_choices() -> FormChoices:
    """What a form offers that only the database knows."""
    return {
        "missions": _list_mission_choices(),
        "regions": _list_organisation_choices(Region),
        "sites": _list_organisation_choices(Site),
        "units": _list_organisation_choices(Unit),
        "roles": ROLES,
        "communities": [FormChoice(name, {"fr": name, "en": name}) for name in list_latest_communities()],
    }


def _list_mission_choices() -> list[FormChoice]:
    titles = (
        select(Mission.slug, MissionVersion.title)
        .join(MissionVersion, MissionVersion.mission_id == Mission.id)
        .where(Mission.state != "ended")
        .order_by(Mission.slug, MissionVersion.number)
    )
    newest = {row.slug: row.title for row in session().execute(titles)}
    return [FormChoice(slug, title) for slug, title in newest.items()]


def _list_organisation_choices(place: type[Region | Site | Unit]) -> list[FormChoice]:
    rows = session().execute(select(place.slug, place.name).where(place.merged_into_id.is_(None)).order_by(place.name))
    return [FormChoice(slug, {"fr": name, "en": name}) for slug, name in rows]


def _list_missions_matching(
    *, slug: str | None = None, state: str | None = None, words: str | None = None, as_drafted: bool = False
) -> list[ListedMission]:
    rows = _select_missions(slug=slug, state=state, words=words, as_drafted=as_drafted)
    sizes = AudienceSizes(list_blocks(list_workgroups(), get_gate()))
    latest, people = load_latest_event_moments(), load_people_of_missions()
    return [
        _build_listed_mission(row, latest, _build_mission_figures(row, people.get(str(row["id"]), NOBODY), sizes))
        for row in rows
    ]


def _select_missions(
    *, slug: str | None = None, state: str | None = None, words: str | None = None, as_drafted: bool = False
) -> Sequence[RowMapping]:
    parameters = {"slug": slug, "state": state, "words": words, "as_drafted": as_drafted}
    return session().execute(MISSIONS, parameters).mappings().all()


def _build_listed_mission(row: RowMapping, latest: Mapping[str, datetime], figures: MissionFigures) -> ListedMission:
    vitals = _build_vitals(row, latest, figures.signs)
    return ListedMission(
        slug=row["slug"],
        kind=row["kind"],
        title=row["title"],
        has_draft=row["has_draft"],
        paths=row["paths"],
        vitals=vitals,
        health=assess_mission_health(vitals, clock.now()),
        headcount=figures.headcount,
        completed=figures.completed,
    )


def _build_vitals(row: RowMapping, latest: Mapping[str, datetime], signs: Mapping[str, bool]) -> MissionHealthInput:
    kind = mission_kinds().get(row["kind"])
    counts_network = (
        kind is not None and kind.completion_mode is CompletionMode.NETWORK and "mission.completed" not in row["kinds"]
    )
    listed = {
        **{name: row[name] for name in VITALS_COLUMNS if name in row},
        "events": frozenset(row["kinds"]),
        "waits_for_ended": tuple(row["waits_for_ended"]),
        **signs,
    }
    return MissionHealthInput(counts_network=counts_network, latest=latest, **listed)


def _build_mission_figures(row: RowMapping, people: JsonObject, sizes: AudienceSizes) -> MissionFigures:
    """What may be shown of a mission's people; nothing if one of its audiences may not be counted."""
    gate = get_gate()
    counts = [count for audience in row["audiences"] if (count := sizes.find_people(audience)) is not None]
    if len(counts) < len(row["audiences"]):
        return MissionFigures(HIDDEN, HIDDEN, NO_SIGNS)
    among = min(counts)
    signs = (
        True,
        gate.show_part(people["advanced"], among) != HIDDEN,
        gate.show_part(people["completed_lately"], among) != HIDDEN,
        gate.is_mostly(people["completed"], people["enrolled"]),
    )
    return MissionFigures(
        headcount=gate.show_people(among),
        completed=gate.show_part(people["completed"], among),
        signs=dict(zip(MISSION_SIGNS, signs, strict=True)),
    )


def _escape_like_pattern(words: str) -> str:
    """The words, whatever they hold, as a pattern that means themselves."""
    return words.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
