"""Every read of points: rules, balances, and whose ledger a batch may move."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import select, text

from app.kernel import clock
from app.kernel.application import current_settings
from app.kernel.database import session
from app.kernel.errors import NotFound
from app.kernel.hours import WorkingHours
from app.kernel.paging import Page, read_cursor, write_cursor
from app.people.queries import find_site_hours
from app.people.statements import company_hours_parameters
from app.points import account_statements
from app.points.account import Allowance, Line, Missed, MissedTogether, gathered, reason_for
from app.points.models import Balance, Rule, UnitBalance
from app.points.statements import PEOPLE_CONCERNED

RECENT = timedelta(days=14)
PAGE = 20
MOST_MISSED = 30

_PEOPLE_CONCERNED = text(PEOPLE_CONCERNED)
_SCORE = text(account_statements.SCORE)
_LINES = text(account_statements.LINES)
_ALLOWANCES = text(account_statements.ALLOWANCES)
_MISSED = text(account_statements.MISSED)


class PointsOff(NotFound):
    """Points are not used where the person works."""


def find_rule(slug: str) -> Rule | None:
    """The newest version of the rule of that name, if there is one."""
    return session().scalar(select(Rule).where(Rule.slug == slug).order_by(Rule.version.desc()).limit(1))


def people_concerned(fact_ids: Sequence[int]) -> list[int]:
    """The people whose ledger these facts, or what they take back, may move; in order."""
    return list(session().scalars(_PEOPLE_CONCERNED, {"batch": list(fact_ids)}))


def balance_of(person_id: int) -> int:
    """A person's points, immediate."""
    return session().scalar(select(Balance.points).where(Balance.person_id == person_id)) or 0


def score_of(person_id: int) -> int:
    """One's own points; PointsOff where they are not used."""
    row = session().execute(_SCORE, {"person_id": person_id, "now": clock.now()}).one()
    if row.is_off:
        raise PointsOff("Points are not used where you work.")
    return int(row.points)


def lines_of(person_id: int, cursor: str | None = None) -> Page[Line]:
    """A person's ledger, newest lines first."""
    before = read_cursor(cursor, parts=1)[0] if cursor else None
    asked = {"person_id": person_id, "before": before, "most": PAGE + 1}
    lines = [Line(*row) for row in session().execute(_LINES, asked)]
    return Page(lines[:PAGE], write_cursor([lines[PAGE - 1].id]) if len(lines) > PAGE else None)


def allowances_of(person_id: int) -> list[Allowance]:
    """What each capped rule in force still allows."""
    return [Allowance(*row) for row in session().execute(_ALLOWANCES, {"person_id": person_id, "now": clock.now()})]


def missed_by(person_id: int) -> list[MissedTogether]:
    """What happened in the last two weeks, is spoken of by a rule, and earned nothing: latest first, with the reason."""
    now = clock.now()
    asked = {"person_id": person_id, "now": now, "since": now - RECENT, "most": MOST_MISSED}
    rows = session().execute(_MISSED, asked | company_hours_parameters(current_settings().working_hours)).all()
    judged = [
        (row, reason_for(is_on=row.is_on, in_hours=row.in_hours, is_used_up=bool(row.is_used_up))) for row in rows
    ]
    return gathered(Missed(row.sentence, row.occurred_at, reason) for row, reason in judged if reason is not None)


def hours_for(person_id: int) -> WorkingHours:
    """When that person works."""
    return find_site_hours(person_id) or current_settings().working_hours


def unit_balance_of(unit_id: int) -> int:
    """The points that the people of a unit gave it together."""
    return session().scalar(select(UnitBalance.points).where(UnitBalance.unit_id == unit_id)) or 0
