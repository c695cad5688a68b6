"""The use cases of points: publish a rule, and bring the ledger in line with the rules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import text

from app.journal.counted_events import parse_counted_event
from app.journal.service import NewFact, append_facts
from app.kernel import clock
from app.kernel.application import current_settings
from app.kernel.database import session
from app.kernel.errors import Conflict, Invalid
from app.people.manifest import GroupMerge
from app.people.statements import company_hours_parameters
from app.points import queries, statements
from app.points.models import Rule
from app.points.rules import service as rules
from app.points.sentences import CREDITABLE
from app.points.terms import Amounts, Cap, RuleTerms

__all__ = [
    "Amounts",
    "Cap",
    "create_and_publish_rule",
    "credit_points_that_waited",
    "move_points_of_merged_unit",
    "reconcile_ledger",
]

MOST_AT_ONCE = 1000

_SHARE_RULES_LOCK, _RECONCILE = text(statements.SHARE_RULES_LOCK), text(statements.RECONCILE)
_OPEN_BALANCES, _LOCK_BALANCES = text(statements.OPEN_BALANCES), text(statements.LOCK_BALANCES)
_MOVE_BALANCES, _MOVE_UNIT_BALANCES = text(statements.MOVE_BALANCES), text(statements.MOVE_UNIT_BALANCES)


def move_points_of_merged_unit(merge: GroupMerge) -> None:
    """Let the points that were earned in a unit belong to the one that it is merged into. No reader writes points meanwhile."""
    if merge.kind != "unit":
        return
    ids = {"from_id": merge.from_id, "into_id": merge.into_id}
    for statement in statements.MOVE_POINTS_OF_UNIT:
        session().execute(text(statement), ids)


def create_and_publish_rule(
    slug: str,
    fact_kind: str,
    *,
    sentence: Mapping[str, str] | None = None,
    amounts: Amounts | None = None,
    cap: Cap | None = None,
    in_force_from: datetime | None = None,
) -> Rule:
    """Publish a new rule about one kind of fact; it judges what happens from now on, or from `in_force_from`."""
    event = parse_counted_event(fact_kind)
    if event not in CREDITABLE:
        raise Invalid(f"Nothing called {fact_kind} can be credited.")
    if queries.find_newest_rule_version(slug):
        raise Conflict(f"A rule is already called {slug}.")
    given = amounts or Amounts()
    terms = RuleTerms(events=(event,), personal=given.personal, collective=given.collective, cap=cap)
    rules.save_rule_draft(terms, slug=slug, sentence=sentence)
    return rules.publish_draft(slug, in_force_from=in_force_from)


def reconcile_ledger(fact_ids: Sequence[int]) -> int:
    """Bring the ledger in line with the rules for these facts, all that are to be judged; returns the number of new lines.

    Credits depend on which facts are effective and when they happened, never on the order of arrival: a late or
    undone fact moves credits by corrections. What was done outside working hours is credited when they begin. Idempotent.
    """
    session().execute(_SHARE_RULES_LOCK)
    people, judged = queries.list_people_and_facts_to_reconcile(fact_ids)
    if not people:
        return 0
    session().execute(_OPEN_BALANCES, {"people": people})
    session().execute(_LOCK_BALANCES, {"people": people})
    hours = company_hours_parameters(current_settings().working_hours)
    parameters = {"facts": judged, "now": clock.now(), **hours}
    written = list(session().execute(_RECONCILE, parameters).scalars())
    if written:
        session().execute(_MOVE_BALANCES, {"entries": written})
        session().execute(_MOVE_UNIT_BALANCES, {"entries": written})
        _record_credited_fact(written)
    return len(written)


def credit_points_that_waited() -> int:
    """Credit what waited for working hours that have begun, a thousand at most; returns how many waited."""
    now = clock.now()
    facts = list(session().execute(text(statements.DUE_WAITING), {"now": now, "most": MOST_AT_ONCE}).scalars())
    if facts:
        reconcile_ledger(facts)
        session().execute(text(statements.FORGET_DUE_WAITING), {"facts": facts, "now": now})
    return len(facts)


def _record_credited_fact(written: Sequence[int]) -> None:
    key, lines = f"credited:{max(written)}", {"lines": len(written), "first": min(written)}
    append_facts([NewFact(kind="points.credited", source_key=key, occurred_at=clock.now(), body=lines)])
