"""Makes what the tests of points arrange: facts of the network, rules, and what a ledger says."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select, update

from app.journal.counted_events import CountedEvent
from app.journal.service import NewFact
from app.kernel import clock
from app.kernel.database import session
from app.kernel.hours import WorkingHours
from app.kernel.transaction import transaction
from app.people.models import Person, Site
from app.points.models import Balance, LedgerEntry, Rule, UnitBalance
from app.points.rules import service as rules
from app.points.service import Amounts, Cap, create_and_publish_rule
from app.points.terms import RuleTerms
from tests.makers import LONG_AGO, MONDAY, WORDS

ANSWERS = CountedEvent("answer.created")


def make_answer(key: str, actor_id: int, at: datetime = MONDAY, *, kind: str = "answer.created") -> NewFact:
    """A person answered."""
    return NewFact(kind=kind, source="rse", source_key=key, occurred_at=at, actor_id=actor_id)


def make_useful_mark(key: str, asker_id: int, author_id: int, at: datetime = MONDAY) -> NewFact:
    """Somebody marked an answer as useful."""
    return NewFact(
        kind="answer.accepted",
        source="rse",
        source_key=key,
        occurred_at=at,
        actor_id=asker_id,
        counterpart_id=author_id,
    )


def make_undo(key: str, actor_id: int) -> NewFact:
    """A person took back what they did."""
    return NewFact(
        kind="activity.undone",
        source="rse",
        source_key=f"undo-{key}",
        occurred_at=MONDAY,
        actor_id=actor_id,
        undoes=key,
    )


def publish_five_points_per_answer(cap: Cap | None = None, *, since: datetime = LONG_AGO) -> Rule:
    """The rule of most tests."""
    return create_and_publish_rule(
        "answers", "answer.created", sentence=WORDS, amounts=Amounts(personal=5), cap=cap, in_force_from=since
    )


def change_rule(
    slug: str, at: datetime, *, event: CountedEvent = ANSWERS, personal: int = 5, cap: Cap | None = None
) -> Rule:
    """Publish the next version of a rule at that moment."""
    with clock.freeze_at(at), transaction():
        rules.save_rule_draft(RuleTerms(events=(event,), personal=personal, cap=cap), slug=slug)
        return rules.publish_draft(slug)


def set_site_hours(person_id: int, hours: WorkingHours) -> None:
    """Give the site of a person its own working hours."""
    with transaction():
        here = select(Person.site_id).where(Person.id == person_id).scalar_subquery()
        hours_columns = {"work_days": list(hours.days), "work_starts": hours.starts, "work_minutes": hours.minutes}
        session().execute(update(Site).where(Site.id == here).values(hours_columns))


def get_balance(person_id: int) -> int:
    """A person's current points, within a transaction."""
    return session().scalar(select(Balance.points).where(Balance.person_id == person_id)) or 0


def read_balance(person_id: int) -> int:
    """What a person has now."""
    with transaction():
        return get_balance(person_id)


def list_line_amounts(person_id: int) -> Sequence[tuple[int, datetime]]:
    """The lines of a person's ledger, in the order in which they were written."""
    statement = select(LedgerEntry).where(LedgerEntry.person_id == person_id).order_by(LedgerEntry.id)
    with transaction():
        return [(line.points, line.earned_at) for line in session().scalars(statement)]


def unit_balance_of(unit_id: int) -> int:
    """The points that the people of a unit gave it together."""
    return session().scalar(select(UnitBalance.points).where(UnitBalance.unit_id == unit_id)) or 0
