"""Every read of missions: rows by name, enrolments that a batch concerns, and what the facts say of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, any_, null, or_, select
from sqlalchemy.dialects.postgresql import ARRAY, TEXT
from sqlalchemy.sql.expression import cast

from app.journal.models import Fact
from app.journal.queries import concerned
from app.journal.tally import tally
from app.kernel.database import among, session
from app.people.models import Person, Site
from missions.models import Enrolment, Mission, Path


@dataclass(frozen=True)
class Measured:
    """What is stored of an enrolment, and what the facts say now."""

    id: int
    person_id: int
    slug: str
    points: int
    stored_done: int
    completed_at: datetime | None
    completions: int
    done: int
    reached_at: datetime | None

    @property
    def completion_moved(self) -> bool:
        """Whether the completion appeared, went, or happened at another moment than was told."""
        return self.completed_at != self.reached_at

    @property
    def has_changed(self) -> bool:
        """Whether anything is to be stored."""
        return self.completion_moved or self.stored_done != self.done

    @property
    def is_announced(self) -> bool:
        """Whether there is a completion that the journal has not been told of."""
        return self.completion_moved and self.reached_at is not None


def find_mission(slug: str) -> Mission | None:
    """The mission of that name, if there is one."""
    return session().scalar(select(Mission).where(Mission.slug == slug))


def find_path(slug: str) -> Path | None:
    """The path of that name, if there is one."""
    return session().scalar(select(Path).where(Path.slug == slug))


def missions_called(slugs: Iterable[str]) -> dict[str, Mission]:
    """The missions of those names, by name; the unknown ones are absent."""
    return {
        mission.slug: mission for mission in session().scalars(select(Mission).where(Mission.slug.in_(list(slugs))))
    }


def enrolments_concerned(fact_ids: Sequence[int]) -> list[int]:
    """The enrolments whose progress these facts, or what they take back, may change."""
    facts = concerned(fact_ids)
    enrolled = (
        select(Enrolment.id)
        .join(Mission, Mission.id == Enrolment.mission_id)
        .join(facts, and_(facts.c.actor_id == Enrolment.person_id, facts.c.kind == any_(Mission.counted_kinds)))
        .where(
            facts.c.occurred_at >= Enrolment.counts_from,
            or_(Enrolment.counts_until.is_(None), facts.c.occurred_at < Enrolment.counts_until),
            or_(Enrolment.completed_at.is_(None), facts.c.occurred_at <= Enrolment.completed_at),
        )
        .distinct()
    )
    return list(session().scalars(enrolled))


def people_in(fact_ids: Sequence[int], kind: str) -> list[int]:
    """The people whom the facts of that kind, among these, are about."""
    about = (
        select(Fact.actor_id).where(among(Fact.id, fact_ids), Fact.kind == kind, Fact.actor_id.is_not(None)).distinct()
    )
    return [person_id for person_id in session().scalars(about) if person_id is not None]


def lock_enrolments(ids: Sequence[int]) -> None:
    """Hold these enrolments until the end of the transaction, in order, so that two writers take turns."""
    session().execute(select(Enrolment.id).where(among(Enrolment.id, ids)).order_by(Enrolment.id).with_for_update())


def measured(ids: Sequence[int]) -> list[Measured]:
    """What is stored of these enrolments, and what the facts say."""
    claims = (
        select(
            Enrolment.id,
            Enrolment.person_id,
            Mission.counted_kinds.label("kinds"),
            Mission.counted_by,
            cast(null(), ARRAY(TEXT)).label("among"),
            Mission.wanted,
            Enrolment.counts_from,
            Enrolment.counts_until,
            Site.time_zone,
        )
        .join(Mission, Mission.id == Enrolment.mission_id)
        .join(Person, Person.id == Enrolment.person_id)
        .join(Site, Site.id == Person.site_id)
        .where(among(Enrolment.id, ids))
        .cte("claims")
    )
    counted = tally(claims)
    rows = session().execute(
        select(
            Enrolment.id,
            Enrolment.person_id,
            Mission.slug,
            Mission.points,
            Enrolment.done.label("stored_done"),
            Enrolment.completed_at,
            Enrolment.completions,
            counted.c.done,
            counted.c.reached_at,
        )
        .join(counted, counted.c.id == Enrolment.id)
        .join(Mission, Mission.id == Enrolment.mission_id)
        .order_by(Enrolment.id)
    )
    return [Measured(**row._mapping) for row in rows]  # noqa: SLF001 - the row's documented mapping
