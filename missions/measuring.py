"""What the facts say of enrolments, beside what is stored of them: one row for each thing that has moved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

from sqlalchemy import CTE, BigInteger, ColumnElement, Executable, Subquery, any_, bindparam, func, or_, select
from sqlalchemy.dialects.postgresql import ARRAY

from app.journal.tally import ranked_keys
from app.people.models import Person, Site
from missions.models import Completion, Enrolment, Mission, MissionVersion

ASKED = bindparam("ids", type_=ARRAY(BigInteger))


@dataclass(frozen=True)
class Moved:
    """An enrolment whose progress moved, and one of its completions that did; without one, its fields are None.

    `was_at` and `now_at` tell how it moved: None on one side when the completion appeared, or went.
    """

    id: int
    person_id: int
    slug: str
    points: int
    done: int
    times_done: int
    period_on: date | None
    completed_at: datetime | None
    completion_on: date | None
    number: int | None
    was_at: datetime | None
    now_at: datetime | None
    tellings: int


@cache
def what_moved() -> Executable:
    """The statement, for the enrolments of the parameter `ids`; its rows are those of Moved, in order."""
    claims = claims_of_enrolments()
    ranked = ranked_keys(claims)
    due = _due(claims, ranked)
    counted = _counted(claims, ranked, due)
    moves = _moves(due)
    progress = (Enrolment.done, Enrolment.times_done, Enrolment.period_on, Enrolment.completed_at)
    now = (
        func.coalesce(counted.c.done, 0),
        func.coalesce(counted.c.times_done, 0),
        counted.c.period_on,
        counted.c.completed_at,
    )
    has_moved = or_(*(stored.is_distinct_from(said) for stored, said in zip(progress, now, strict=True)))
    told = [
        said.label(name) for said, name in zip(now, ("done", "times_done", "period_on", "completed_at"), strict=True)
    ]
    move = (
        moves.c.completion_on,
        moves.c.number,
        moves.c.was_at,
        moves.c.now_at,
        func.coalesce(moves.c.tellings, 0).label("tellings"),
    )
    return (
        select(Enrolment.id, Enrolment.person_id, Mission.slug, MissionVersion.points, *told, *move)
        .join(Mission, Mission.id == Enrolment.mission_id)
        .join(MissionVersion, MissionVersion.id == Enrolment.version_id)
        .outerjoin(counted, counted.c.id == Enrolment.id)
        .outerjoin(moves, moves.c.id == Enrolment.id)
        .where(_is_asked(), or_(has_moved, moves.c.id.is_not(None)))
        .order_by(Enrolment.id, moves.c.completion_on, moves.c.number)
    )


def _is_asked() -> ColumnElement[bool]:
    return Enrolment.id == any_(ASKED)


def claims_of_enrolments() -> CTE:
    """What the enrolments of the parameter `ids` count, for the journal's tally."""
    return (
        select(
            Enrolment.id,
            Enrolment.person_id,
            MissionVersion.counted_kinds.label("kinds"),
            MissionVersion.counted_by,
            MissionVersion.among,
            MissionVersion.communities,
            MissionVersion.wanted,
            MissionVersion.times,
            MissionVersion.period,
            Enrolment.counts_from,
            Enrolment.counts_until,
            Site.time_zone,
        )
        .join(MissionVersion, MissionVersion.id == Enrolment.version_id)
        .join(Person, Person.id == Enrolment.person_id)
        .join(Site, Site.id == Person.site_id)
        .where(_is_asked())
        .cte("claims")
    )


def _due(claims: CTE, ranked: CTE) -> CTE:
    """Every completion that the facts make: each full count, up to so many times, in each period."""
    return (
        select(
            ranked.c.id,
            ranked.c.period_on,
            (ranked.c.place // claims.c.wanted).label("number"),
            ranked.c.first_at.label("reached_at"),
        )
        .join(claims, claims.c.id == ranked.c.id)
        .where(ranked.c.place % claims.c.wanted == 0, ranked.c.place <= claims.c.wanted * claims.c.times)
        .cte("due")
    )


def _counted(claims: CTE, ranked: CTE, due: CTE) -> Subquery:
    """For each enrolment, how far it got in its latest period, and when its latest completion was."""
    last = select(ranked.c.id, func.max(ranked.c.period_on).label("period_on")).group_by(ranked.c.id).subquery("last")
    most = claims.c.wanted * claims.c.times
    reached = select(func.max(due.c.reached_at)).where(due.c.id == last.c.id).correlate(last).scalar_subquery()
    done = func.least(func.count(), most, type_=BigInteger)
    return (
        select(
            last.c.id,
            last.c.period_on,
            done.label("done"),
            (done // claims.c.wanted).label("times_done"),
            reached.label("completed_at"),
        )
        .join(ranked, (ranked.c.id == last.c.id) & (ranked.c.period_on == last.c.period_on))
        .join(claims, claims.c.id == last.c.id)
        .group_by(last.c.id, last.c.period_on, claims.c.wanted, claims.c.times)
        .subquery("counted")
    )


def _moves(due: CTE) -> Subquery:
    """What is due beside what is stored: the completions that appeared, moved or went."""
    stored = select(Completion).where(Completion.enrolment_id == any_(ASKED)).subquery()
    same = (
        (stored.c.enrolment_id == due.c.id)
        & (stored.c.period_on == due.c.period_on)
        & (stored.c.number == due.c.number)
    )
    return (
        select(
            func.coalesce(due.c.id, stored.c.enrolment_id).label("id"),
            func.coalesce(due.c.period_on, stored.c.period_on).label("completion_on"),
            func.coalesce(due.c.number, stored.c.number).label("number"),
            stored.c.completed_at.label("was_at"),
            due.c.reached_at.label("now_at"),
            func.coalesce(stored.c.tellings, 0).label("tellings"),
        )
        .select_from(due.join(stored, same, full=True))
        .where(due.c.reached_at.is_distinct_from(stored.c.completed_at))
        .subquery("moves")
    )
