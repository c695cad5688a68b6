"""Reads of points: rules, balances, ledger lines, and the people whose ledger a batch may change."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select, text

from app.kernel import clock
from app.kernel.application import current_settings
from app.kernel.database import session
from app.kernel.errors import NotFound
from app.kernel.paging import BadCursor, Page, encode_cursor, parse_cursor
from app.kernel.reading import read_rows, write_for_driver
from app.people.statements import company_hours_parameters
from app.points.account import statements
from app.points.account.lines import (
    AccountLine,
    CapAllowance,
    EventGroupWithoutPoints,
    EventWithoutPoints,
    PointsStanding,
    WaitingLine,
    find_no_points_reason,
    group_events_without_points,
)
from app.points.models import Balance, Rule
from app.points.statements import JUDGED_PEOPLE_AND_FACTS

MISSED_SPAN = timedelta(days=14)
PAGE_SIZE = 20
MAX_MISSED = 30

_JUDGED_PEOPLE_AND_FACTS = text(JUDGED_PEOPLE_AND_FACTS)
_STANDING = write_for_driver(statements.STANDING)
_WAITING = text(statements.WAITING)
_SCORE = write_for_driver(statements.SCORE)
_LINES = text(statements.LINES)
_ALLOWANCES = text(statements.ALLOWANCES)
_MISSED = text(statements.MISSED)


class PointsOff(NotFound):
    """Points are not used where the person works."""


def find_newest_rule_version(slug: str) -> Rule | None:
    """The newest version of the rule with that slug; None when there is none."""
    return session().scalar(select(Rule).where(Rule.slug == slug).order_by(Rule.version.desc()).limit(1))


def list_people_and_facts_to_reconcile(fact_ids: Sequence[int]) -> tuple[list[int], list[int]]:
    """The ids of the people whose ledger these facts may change, in order, and of those of the facts that a rule speaks of."""
    people, facts = session().execute(_JUDGED_PEOPLE_AND_FACTS, {"facts": list(fact_ids)}).one()
    return people, facts


def get_balance(person_id: int) -> int:
    """A person's current points."""
    return session().scalar(select(Balance.points).where(Balance.person_id == person_id)) or 0


def read_points_standing(person_id: int, moment: datetime) -> PointsStanding:
    """A person's points, those that wait, and when what they do at `moment` is credited; in one statement."""
    hours = company_hours_parameters(current_settings().working_hours)
    (row,) = read_rows(_STANDING, {"person_id": person_id, "moment": moment, **hours})
    return PointsStanding(**row)


def list_waiting_lines(person_id: int) -> list[WaitingLine]:
    """What waits for working hours, the first to be credited first."""
    parameters = {"person_id": person_id, "most": MAX_MISSED}
    return [WaitingLine(*row) for row in session().execute(_WAITING, parameters)]


def get_balance_refusing_points_off(person_id: int) -> int:
    """A person's current points; raises PointsOff where points are switched off."""
    (row,) = read_rows(_SCORE, {"person_id": person_id, "now": clock.now()})
    if row["is_off"]:
        raise PointsOff("Points are not used where you work.")
    return int(row["points"])


def list_account_lines(person_id: int, cursor: str | None = None) -> Page[AccountLine]:
    """A person's ledger: what was earned last first, a correction when it was written."""
    before_moment, before_id = _parse_place_from_cursor(cursor) if cursor else (None, None)
    parameters = {
        "person_id": person_id,
        "before_moment": before_moment,
        "before_id": before_id,
        "most": PAGE_SIZE + 1,
    }
    lines = [AccountLine(*row) for row in session().execute(_LINES, parameters)]
    shown, has_more = lines[:PAGE_SIZE], len(lines) > PAGE_SIZE
    return Page(shown, encode_cursor([shown[-1].moment.isoformat(), shown[-1].id]) if has_more else None)


def _parse_place_from_cursor(cursor: str) -> tuple[datetime, int]:
    moment, line_id = parse_cursor(cursor, parts=2)
    try:
        return datetime.fromisoformat(str(moment)), int(line_id)
    except ValueError as wrong:
        raise BadCursor("This cursor belongs to another list: start from the first page.") from wrong


def list_cap_allowances(person_id: int) -> list[CapAllowance]:
    """What each capped rule in force still allows the person."""
    return [CapAllowance(*row) for row in session().execute(_ALLOWANCES, {"person_id": person_id, "now": clock.now()})]


def list_recent_events_without_points_by_reason(person_id: int) -> list[EventGroupWithoutPoints]:
    """Events of the last two weeks that a rule covers and that earned nothing: latest first, with the reason."""
    now = clock.now()
    parameters = {"person_id": person_id, "now": now, "since": now - MISSED_SPAN, "most": MAX_MISSED}
    rows = session().execute(_MISSED, parameters).all()
    judged = [(row, find_no_points_reason(is_on=row.is_on, is_used_up=bool(row.is_used_up))) for row in rows]
    return group_events_without_points(
        EventWithoutPoints(row.sentence, row.occurred_at, reason) for row, reason in judged if reason is not None
    )
