"""Compares the progress that follows from the facts with the stored progress: one row for each difference."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

from sqlalchemy import (
    CTE,
    BigInteger,
    ColumnElement,
    Date,
    Executable,
    Subquery,
    and_,
    any_,
    bindparam,
    func,
    or_,
    select,
)
from sqlalchemy.dialects.postgresql import ARRAY

from app.journal.events.queries import select_distinct_keys_ranked_in_period
from app.people.models import Member
from missions.models import Completion, Enrolment, Mission, MissionVersion

REQUESTED_IDS = bindparam("ids", type_=ARRAY(BigInteger))


@dataclass(frozen=True)
class ProgressChange:
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
    announcements: int


@cache
def select_progress_changes() -> Executable:
    """The statement, for the enrolments of the parameter `ids`; its rows are those of Moved, in order."""
    counted_keys = _select_counted_keys_with_last_period()
    due = _select_completions_from_facts(counted_keys)
    counted = _select_current_progress(counted_keys)
    moves = _select_completion_changes(due)
    progress = (Enrolment.done, Enrolment.times_done, Enrolment.period_on, Enrolment.completed_at)
    now = (
        func.coalesce(counted.c.done, 0),
        func.coalesce(counted.c.times_done, 0),
        counted.c.period_on,
        counted.c.completed_at,
    )
    has_moved = or_(*(stored.is_distinct_from(value) for stored, value in zip(progress, now, strict=True)))
    columns = [
        value.label(name) for value, name in zip(now, ("done", "times_done", "period_on", "completed_at"), strict=True)
    ]
    move = (
        moves.c.completion_on,
        moves.c.number,
        moves.c.was_at,
        moves.c.now_at,
        func.coalesce(moves.c.announcements, 0).label("announcements"),
    )
    return (
        select(Enrolment.id, Enrolment.person_id, Mission.slug, MissionVersion.points, *columns, *move)
        .join(Mission, Mission.id == Enrolment.mission_id)
        .join(MissionVersion, MissionVersion.id == Enrolment.version_id)
        .outerjoin(counted, counted.c.id == Enrolment.id)
        .outerjoin(moves, moves.c.id == Enrolment.id)
        .where(_requested_enrolment_condition(), or_(has_moved, moves.c.id.is_not(None)))
        .order_by(Enrolment.id, moves.c.completion_on, moves.c.number)
    )


def _requested_enrolment_condition() -> ColumnElement[bool]:
    return Enrolment.id == any_(REQUESTED_IDS)


def attainable_count() -> ColumnElement[int]:
    """How many keys a version still takes of the person of an enrolment: fewer when missions of a set have ended."""
    return func.attainable_count(
        Enrolment.person_id,
        MissionVersion.wanted,
        MissionVersion.counted_kinds,
        MissionVersion.among,
        type_=BigInteger,
    )


def select_enrolment_count_requirements() -> CTE:
    """What the enrolments of the parameter `ids` count, for the journal's tally."""
    return (
        select(
            Enrolment.id,
            Enrolment.person_id,
            MissionVersion.counted_kinds.label("kinds"),
            MissionVersion.counted_by,
            MissionVersion.among,
            MissionVersion.communities,
            attainable_count().label("wanted"),
            MissionVersion.times,
            MissionVersion.period,
            Enrolment.counts_from,
            Enrolment.counts_until,
            Member.time_zone,
        )
        .join(MissionVersion, MissionVersion.id == Enrolment.version_id)
        .join(Member, Member.id == Enrolment.person_id)
        .where(_requested_enrolment_condition())
        .cte("claims")
        .prefix_with("materialized")
    )


def _select_counted_keys_with_last_period() -> CTE:
    """Every key with the day on which the latest period of its enrolment began."""
    keys = select_distinct_keys_ranked_in_period(select_enrolment_count_requirements(), "wanted", "times")
    last_on = func.max(keys.c.period_on, type_=Date).over(partition_by=keys.c.id)
    return select(keys, last_on.label("last_on")).cte("counted_keys")


def _completes_count_condition(keys: CTE) -> ColumnElement[bool]:
    """Whether a key is the one that makes a count whole, within what its period allows."""
    return and_(keys.c.place % keys.c.wanted == 0, keys.c.place <= keys.c.wanted * keys.c.times)


def _select_completions_from_facts(keys: CTE) -> CTE:
    """Every completion that the facts make: each full count, up to so many times, in each period."""
    number = (keys.c.place // keys.c.wanted).label("number")
    columns = (keys.c.id, keys.c.period_on, number, keys.c.first_at.label("reached_at"))
    return select(*columns).where(_completes_count_condition(keys)).cte("due")


def _select_current_progress(keys: CTE) -> Subquery:
    """For each enrolment, how far it got in its latest period, and when its latest completion was."""
    in_last = func.count().filter(keys.c.period_on == keys.c.last_on)
    done = func.least(in_last, keys.c.wanted * keys.c.times, type_=BigInteger)
    return (
        select(
            keys.c.id,
            keys.c.last_on.label("period_on"),
            done.label("done"),
            (done // keys.c.wanted).label("times_done"),
            func.max(keys.c.first_at).filter(_completes_count_condition(keys)).label("completed_at"),
        )
        .group_by(keys.c.id, keys.c.last_on, keys.c.wanted, keys.c.times)
        .subquery("counted")
    )


def _select_completion_changes(due: CTE) -> Subquery:
    """What is due beside what is stored: the completions that appeared, moved or went."""
    stored = select(Completion).where(Completion.enrolment_id == any_(REQUESTED_IDS)).subquery()
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
            func.coalesce(stored.c.tellings, 0).label("announcements"),
        )
        .select_from(due.join(stored, same, full=True))
        .where(due.c.reached_at.is_distinct_from(stored.c.completed_at))
        .subquery("moves")
    )
