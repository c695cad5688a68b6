"""Every read of points: rules, balances, and whose ledger a batch may move."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from app.journal.queries import concerned
from app.kernel.database import session
from app.points.models import Balance, Rule, UnitBalance


def find_rule(slug: str) -> Rule | None:
    """The rule of that name, if there is one."""
    return session().scalar(select(Rule).where(Rule.slug == slug))


def list_rules() -> Sequence[Rule]:
    """The published rules, in the order of their names."""
    return session().scalars(select(Rule).order_by(Rule.slug)).all()


def people_concerned(fact_ids: Sequence[int]) -> list[int]:
    """The people whose ledger these facts, or what they take back, may move; in order."""
    facts = concerned(fact_ids)
    moved = select(facts.c.actor_id).join(Rule, Rule.fact_kind == facts.c.kind).where(facts.c.actor_id.is_not(None))
    return list(session().scalars(moved.distinct().order_by(facts.c.actor_id)))


def balance_of(person_id: int) -> int:
    """A person's points, immediate."""
    return session().scalar(select(Balance.points).where(Balance.person_id == person_id)) or 0


def unit_balance_of(unit_id: int) -> int:
    """The points that the people of a unit gave it together."""
    return session().scalar(select(UnitBalance.points).where(UnitBalance.unit_id == unit_id)) or 0
