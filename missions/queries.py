"""Every read of missions: rows by name, and the enrolments that a batch of facts concerns."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from sqlalchemy import Select, any_, exists, func, or_, select, true

from app.journal.counted_events import ACTOR
from app.journal.events.queries import select_events_of_facts_to_judge
from app.journal.models import Fact
from app.kernel.database import in_ids_condition, session
from app.kernel.errors import NotFound
from app.kernel.reading import read_rows, write_for_driver
from app.people.models import Member
from missions.models import Enrolment, Mission, MissionVersion, Path, PathStep

_TITLES = write_for_driver(
    """
    select m.slug, v.title from mission m join mission_version v on v.mission_id = m.id
    where v.is_current and m.slug = any(:slugs)
    """
)


class NoSuchMission(NotFound):
    """No mission has that name."""


class NoSuchPath(NotFound):
    """No path has that name."""


def find_mission(slug: str) -> Mission | None:
    """The mission of that name, if there is one."""
    return session().scalar(select(Mission).where(Mission.slug == slug))


def get_mission(slug: str) -> Mission:
    """The mission of that name; NoSuchMission otherwise."""
    row = find_mission(slug)
    if row is None:
        raise NoSuchMission(f"No mission is called {slug}.")
    return row


def find_current_version(mission: Mission) -> MissionVersion | None:
    """The version in force; None while there is only a draft."""
    return session().scalar(
        select(MissionVersion).where(MissionVersion.mission_id == mission.id, MissionVersion.is_current)
    )


def find_draft_version(mission: Mission) -> MissionVersion | None:
    """The draft of the next version; None without one."""
    return session().scalar(
        select(MissionVersion).where(MissionVersion.mission_id == mission.id, MissionVersion.published_at.is_(None))
    )


def list_versions(mission: Mission) -> Sequence[MissionVersion]:
    """Every version of a mission, the newest first."""
    versions = select(MissionVersion).where(MissionVersion.mission_id == mission.id)
    return session().scalars(versions.order_by(MissionVersion.number.desc())).all()


def next_version_number(mission: Mission) -> int:
    """The number that the mission's next version gets, from 1."""
    last = select(func.coalesce(func.max(MissionVersion.number), 0)).where(MissionVersion.mission_id == mission.id)
    return (session().scalar(last) or 0) + 1


def list_titles_of_missions_to_choose() -> dict[str, dict[str, str]]:
    """What the missions that people can do now are called, by slug, in the order of their French titles."""
    named = select(Mission.slug, MissionVersion.title).join(MissionVersion, MissionVersion.mission_id == Mission.id)
    running = named.where(MissionVersion.is_current, Mission.state.in_(("published", "paused")))
    rows = session().execute(running.order_by(MissionVersion.title["fr"].astext, Mission.slug))
    return {row.slug: row.title for row in rows}


def list_mission_titles_by_slug(slugs: Collection[str]) -> dict[str, dict[str, str]]:
    """What these missions are called now."""
    return {row["slug"]: row["title"] for row in read_rows(_TITLES, {"slugs": sorted(slugs)})}


def list_titles_of_paths_to_choose() -> dict[str, dict[str, str]]:
    """What the paths that people can complete now are called, by slug, in the order of their French titles."""
    running = select(Path.slug, Path.title).where(Path.state == "published")
    rows = session().execute(running.order_by(Path.title["fr"].astext, Path.slug))
    return {row.slug: row.title for row in rows}


def list_path_titles_by_slug(slugs: Collection[str]) -> dict[str, dict[str, str]]:
    """What these paths are called now."""
    rows = session().execute(select(Path.slug, Path.title).where(Path.slug.in_(slugs)))
    return {row.slug: row.title for row in rows}


def find_path(slug: str) -> Path | None:
    """The path of that name, if there is one."""
    return session().scalar(select(Path).where(Path.slug == slug))


def get_path(slug: str) -> Path:
    """The path of that name; NoSuchPath otherwise."""
    row = find_path(slug)
    if row is None:
        raise NoSuchPath(f"No path is called {slug}.")
    return row


def list_path_mission_ids(path: Path) -> list[int]:
    """The missions of a path, in its order."""
    return list(
        session().scalars(select(PathStep.mission_id).where(PathStep.path_id == path.id).order_by(PathStep.place))
    )


def is_mission_on_path(mission: Mission) -> bool:
    """Whether some path holds it."""
    return bool(session().scalar(select(exists().where(PathStep.mission_id == mission.id))))


def list_missions_by_slug(slugs: Iterable[str]) -> dict[str, Mission]:
    """The missions of those names, by name; the unknown ones are absent."""
    return {
        mission.slug: mission for mission in session().scalars(select(Mission).where(Mission.slug.in_(list(slugs))))
    }


@dataclass(frozen=True)
class EnrolmentsAndFacts:
    """Enrolments whose progress may change, and the facts that may change it."""

    enrolment_ids: Sequence[int]
    fact_ids: Sequence[int]


def list_enrolments_facts_may_change(fact_ids: Sequence[int]) -> EnrolmentsAndFacts:
    """The enrolments whose progress may change by these facts to judge, and those of the facts that do it.

    What others do moves nothing of who takes part no more, until they do again: they are told nothing.
    """
    row = session().execute(_select_concerned(), {"facts": list(fact_ids)}).one()
    return EnrolmentsAndFacts(row[0] or (), row[1] or ())


@cache
def _select_concerned() -> Select[Sequence[int], Sequence[int]]:
    concerned = select_enrolments_facts_may_change().subquery("concerned")
    return select(func.array_agg(concerned.c.id.distinct()), func.array_agg(concerned.c.fact_id.distinct()))


def select_enrolments_facts_may_change() -> Select[int, int]:
    """The same for the parameter `facts`, as a statement of pairs (id, fact_id). Each event looks up the enrolments of its person.

    `offset 0` keeps the planner from any other way: while statistics are young, it reads a whole version for every event.
    """
    events = select(select_events_of_facts_to_judge()).cte("happened").prefix_with("materialized")
    enrolments = select(Enrolment).where(Enrolment.person_id == events.c.person_id).offset(0).lateral("enrolment")
    own = enrolments.c
    goes_on = or_(MissionVersion.period != "once", own.completed_at.is_(None), events.c.occurred_at <= own.completed_at)
    is_here = select(Member.id).where(Member.id == events.c.person_id, Member.takes_part).offset(0).exists()
    return (
        select(own.id, events.c.fact_id)
        .select_from(events.join(enrolments, true()))
        .join(MissionVersion, MissionVersion.id == own.version_id)
        .where(
            events.c.event == any_(MissionVersion.counted_kinds),
            events.c.occurred_at >= own.counts_from,
            or_(own.counts_until.is_(None), events.c.occurred_at < own.counts_until),
            or_(MissionVersion.among.is_(None), events.c.object == any_(MissionVersion.among)),
            or_(MissionVersion.communities.is_(None), events.c.community == any_(MissionVersion.communities)),
            goes_on,
            or_(events.c.role == ACTOR, is_here),
        )
    )


def list_enrolment_ids_freed_by_ended_missions(fact_ids: Sequence[int]) -> list[int]:
    """The enrolments in sets that lost a mission by these facts, and that nobody completed yet."""
    if not fact_ids:
        return []
    ended = select(Fact.object).where(in_ids_condition(Fact.id, fact_ids), Fact.kind == "mission.ended")
    names = [name for name in session().scalars(ended) if name is not None]
    if not names:
        return []
    incomplete = (
        select(Enrolment.id)
        .join(MissionVersion, MissionVersion.id == Enrolment.version_id)
        .where(MissionVersion.among.overlap(names), Enrolment.completed_at.is_(None))
    )
    return list(session().scalars(incomplete))


def list_enrolment_ids_of_people(person_ids: Sequence[int]) -> list[int]:
    """Every enrolment of these people."""
    return list(session().scalars(select(Enrolment.id).where(in_ids_condition(Enrolment.person_id, person_ids))))


def list_actor_ids_of_facts(fact_ids: Sequence[int], kind: str) -> list[int]:
    """The actors of those of these facts that are of that kind."""
    if not fact_ids:
        return []
    about = (
        select(Fact.actor_id)
        .where(in_ids_condition(Fact.id, fact_ids), Fact.kind == kind, Fact.actor_id.is_not(None))
        .distinct()
    )
    return [person_id for person_id in session().scalars(about) if person_id is not None]


def lock_enrolments(ids: Sequence[int]) -> None:
    """Hold these enrolments until the end of the transaction, in order, so that two writers take turns."""
    session().execute(
        select(Enrolment.id).where(in_ids_condition(Enrolment.id, ids)).order_by(Enrolment.id).with_for_update()
    )


def list_settings_of_other_missions(*, except_for: str) -> list[tuple[str, str, dict[str, object]]]:
    """(slug, kind, settings) of every version in force and every draft, but for those of the mission of that name."""
    rows = session().execute(
        select(Mission.slug, MissionVersion.kind, MissionVersion.settings)
        .join(MissionVersion, MissionVersion.mission_id == Mission.id)
        .where(
            or_(MissionVersion.is_current, MissionVersion.published_at.is_(None)),
            Mission.state != "ended",
            Mission.slug != except_for,
        )
        .order_by(MissionVersion.number)
    )
    return [(row.slug, row.kind, row.settings) for row in rows]
