"""Reads of points: rules, balances, ledger lines, and the people whose ledger a batch may change."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select, text

from app.kernel import clock
from app.kernel.application import current_settings
from app.kernel.database import session
from app.kernel.errors import NotFound
from app.kernel.reading import read_rows, write_for_driver
from app.people.statements import company_hours_parameters
from app.points.account import statements
from app.points.account.lines import PointsStanding
from app.points.models import Rule
from app.points.statements import JUDGED_PEOPLE_AND_FACTS

_JUDGED_PEOPLE_AND_FACTS = text(JUDGED_PEOPLE_AND_FACTS)
_STANDING = write_for_driver(statements.STANDING)
_SCORE = write_for_driver(statements.SCORE)


class PointsOff(NotFound):
    """Points are not used where the person works."""


def find_newest_rule_version(slug: str) -> Rule | None:
    """The newest version of the rule with that slug; None when there is none."""
    return session().scalar(select(Rule).where(Rule.slug == slug).order_by(Rule.version.desc()).limit(1))


def list_people_and_facts_to_reconcile(fact_ids: Sequence[int]) -> tuple[list[int], list[int]]:
    """The ids of the people whose ledger these facts may change, in order, and of those of the facts that a rule speaks of."""
    people, facts = session().execute(_JUDGED_PEOPLE_AND_FACTS, {"facts": list(fact_ids)}).one()
    return people, facts


def read_points_standing(person_id: int, moment: datetime) -> PointsStanding:
    """A person's points, those that wait, and when what they do at `moment` is credited; in one statement."""
    hours = company_hours_parameters(current_settings().working_hours)
    (row,) = read_rows(_STANDING, {"person_id": person_id, "moment": moment, **hours})
    return PointsStanding(**row)


def get_balance_refusing_points_off(person_id: int) -> int:
    """A person's current points; raises PointsOff where points are switched off."""
    (row,) = read_rows(_SCORE, {"person_id": person_id, "now": clock.now()})
    if row["is_off"]:
        raise PointsOff("Points are not used where you work.")
    return int(row["points"])
