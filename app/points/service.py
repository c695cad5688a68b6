"""The verbs of points: publish a rule, and bring the ledger to what the rules say of some facts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import text

from app.journal.kinds import KINDS
from app.journal.service import NewFact, append
from app.kernel import clock
from app.kernel.database import session
from app.kernel.errors import Conflict, Invalid
from app.points import queries, statements
from app.points.models import Rule


@dataclass(frozen=True)
class Cap:
    """At most `times` facts count in each day, week or month of the person's time zone."""

    times: int
    period: str


@dataclass(frozen=True, kw_only=True)
class Amounts:
    """What a rule credits, to the person and to their unit; None means what the fact itself announces."""

    personal: int | None = None
    collective: int | None = None


def publish_rule(
    slug: str,
    fact_kind: str,
    *,
    sentence: Mapping[str, str],
    amounts: Amounts | None = None,
    cap: Cap | None = None,
    in_force_from: datetime | None = None,
) -> Rule:
    """Publish a rule; it judges what happens from now on, or from `in_force_from`, and nothing earlier."""
    if fact_kind not in KINDS:
        raise Invalid(f"Nothing called {fact_kind} can happen.")
    if queries.find_rule(slug):
        raise Conflict(f"A rule is already called {slug}.")
    given = amounts or Amounts()
    rule = Rule(
        slug=slug,
        sentence=dict(sentence),
        fact_kind=fact_kind,
        amount=given.personal,
        collective_amount=given.collective,
        cap=cap.times if cap else None,
        cap_period=cap.period if cap else None,
        in_force_from=in_force_from or clock.now(),
    )
    session().add(rule)
    session().flush()
    return rule


def settle(fact_ids: Sequence[int]) -> int:
    """Bring the ledger to what the rules say of these facts and of what they take back; how many lines were written.

    What a rule credits depends on which facts stand and when they happened, never on the order in
    which they were heard: a late or an undone fact moves the credit by corrections.
    """
    people = queries.people_concerned(fact_ids)
    if not people:
        return 0
    session().execute(text(statements.OPEN_BALANCES), {"people": people})
    session().execute(text(statements.LOCK_BALANCES), {"people": people})
    written = list(session().execute(text(statements.SETTLE), {"batch": list(fact_ids)}).scalars())
    if written:
        session().execute(text(statements.MOVE_BALANCES), {"entries": written})
        session().execute(text(statements.MOVE_UNIT_BALANCES), {"entries": written})
        last = max(written)
        append(
            [
                NewFact(
                    kind="points.credited",
                    source_key=f"credited:{last}",
                    occurred_at=clock.now(),
                    body={"lines": len(written)},
                )
            ]
        )
    return len(written)
