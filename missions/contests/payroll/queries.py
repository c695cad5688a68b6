"""Reads of hand-overs, and of the files that were taken of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.engine import Row

from app.kernel.database import session
from app.people.models import Person
from missions.contests.payroll.models import PrizeExport
from missions.contests.payroll.register import RegisterLine, YearOfPerson, add_running_totals, group_by_person
from missions.contests.prizes.models import PrizeHandOver


def list_lines_of_period(first_on: date, last_on: date) -> list[RegisterLine]:
    """What was handed over to people on these days, with the running totals of their years, by day."""
    whole_years = _list_hand_overs(date(first_on.year, 1, 1), date(last_on.year, 12, 31))
    lines = [line for line in add_running_totals(whole_years) if first_on <= line.hand_over.handed_over_on <= last_on]
    return sorted(lines, key=lambda line: (line.hand_over.handed_over_on, line.hand_over.id))


def list_people_of_year(year: int) -> list[YearOfPerson]:
    """Everybody who received a prize in that calendar year."""
    return group_by_person(add_running_totals(_list_hand_overs(date(year, 1, 1), date(year, 12, 31))))


def find_year_of_person(person_id: int, year: int) -> YearOfPerson | None:
    """What this person received in that calendar year; None for nothing."""
    own = _list_hand_overs(date(year, 1, 1), date(year, 12, 31), person_id=person_id)
    return next(iter(group_by_person(add_running_totals(own))), None)


def list_last_exports(count: int = 10) -> Sequence[Row[PrizeExport, str, str]]:
    """The last files that were taken, the newest first, with the names of whoever took them, null once erased."""
    taken = select(PrizeExport, Person.given_name, Person.family_name)
    joined = taken.outerjoin(Person, Person.id == PrizeExport.exported_by_id)
    return session().execute(joined.order_by(PrizeExport.id.desc()).limit(count)).all()


def find_last_payroll_file() -> datetime | None:
    """When the last file for payroll was taken; None before the first."""
    return session().scalar(select(func.max(PrizeExport.exported_at)).where(PrizeExport.kind == "payroll"))


def _list_hand_overs(first_on: date, last_on: date, *, person_id: int | None = None) -> Sequence[PrizeHandOver]:
    there = select(PrizeHandOver).where(PrizeHandOver.handed_over_on.between(first_on, last_on))
    if person_id is not None:
        there = there.where(PrizeHandOver.person_id == person_id)
    return session().scalars(there).all()
