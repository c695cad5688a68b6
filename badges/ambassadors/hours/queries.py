"""Reads of noted time: a person's own, by month, and one figure for HR."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, func, select

from app.kernel import clock
from app.kernel.database import session
from app.kernel.disclosure import Figure, get_gate
from app.kernel.errors import NotFound
from app.kernel.ownership import OwnRows
from badges.ambassadors.hours.models import AmbassadorTime
from badges.ambassadors.models import Candidacy
from badges.ambassadors.states import CandidacyState

KEPT_FOR = timedelta(days=365)


class NoSuchTime(NotFound):
    """There is no such line for this person."""


own_time = OwnRows(
    AmbassadorTime,
    lambda person_id: AmbassadorTime.person_id == person_id,
    lambda: NoSuchTime("There is no such line of yours."),
)


@dataclass(frozen=True, kw_only=True)
class NotedMonth:
    """What a person noted in a month, which its first day names."""

    month: date
    minutes: int


def list_noted_times(person_id: int, today: date) -> Sequence[AmbassadorTime]:
    """What a person noted this month, the latest first."""
    noted = select(AmbassadorTime).where(own_time.belongs_to(person_id), _in_month_condition(today))
    return session().scalars(noted.order_by(AmbassadorTime.spent_on.desc(), AmbassadorTime.id.desc())).all()


def count_noted_minutes(person_id: int, day: date) -> int:
    """How many minutes a person noted in the month of that day."""
    noted = select(func.sum(AmbassadorTime.minutes)).where(own_time.belongs_to(person_id), _in_month_condition(day))
    return session().scalar(noted) or 0


def list_noted_months(person_id: int) -> Sequence[NotedMonth]:
    """What a person noted by month over a year, the latest first."""
    month = func.date_trunc("month", AmbassadorTime.spent_on)
    noted = select(month, func.sum(AmbassadorTime.minutes)).where(
        own_time.belongs_to(person_id), AmbassadorTime.spent_on > clock.now().date() - KEPT_FOR
    )
    rows = session().execute(noted.group_by(month).order_by(month.desc()))
    return [NotedMonth(month=begins_at.date(), minutes=minutes) for begins_at, minutes in rows]


def read_people_above_envelope() -> Figure:
    """How many ambassadors noted more last month than was agreed on: a figure of the gate."""
    terms = select(Candidacy.person_id, Candidacy.hours).where(
        Candidacy.state == CandidacyState.NAMED, Candidacy.hours.is_not(None)
    )
    last_month = clock.now().date().replace(day=1) - timedelta(days=1)
    running = terms.subquery("running")
    above = (
        select(running.c.person_id)
        .join(AmbassadorTime, AmbassadorTime.person_id == running.c.person_id)
        .where(_in_month_condition(last_month))
        .group_by(running.c.person_id, running.c.hours)
        .having(func.sum(AmbassadorTime.minutes) > 60 * running.c.hours)
    )
    people, among = (
        session().scalar(select(func.count()).select_from(part.subquery())) or 0 for part in (above, terms)
    )
    return get_gate().show_part(people, among)


def _in_month_condition(day: date) -> ColumnElement[bool]:
    first = day.replace(day=1)
    return (AmbassadorTime.spent_on >= first) & (AmbassadorTime.spent_on < (first + timedelta(days=32)).replace(day=1))
