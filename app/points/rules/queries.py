"""Reads of rules: drafts, versions, what a rule would have given, and which ones do nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import func, select, text

from app.journal.counted_events import CountedEvent
from app.kernel import clock
from app.kernel.application import current_settings
from app.kernel.database import session
from app.kernel.errors import NotFound
from app.people.statements import company_hours_parameters
from app.points.models import LedgerEntry, Rule
from app.points.rules import statements
from app.points.rules.health import Given, Standing, Weighed, standing_of, told_by_groups

MONTH = timedelta(days=30)
LOOKED_AT = 200_000
"""How many of the latest facts are looked at to say whether a kind still happens."""

_PREVIEW = text(statements.PREVIEW)
_LATEST_FACTS = text(statements.LATEST_FACTS)
_GIVEN = text(statements.GIVEN)


def find_draft(slug: str) -> Rule | None:
    """The version that waits to be published."""
    return session().scalar(select(Rule).where(Rule.slug == slug, Rule.in_force_from.is_(None)))


def find_in_force(slug: str) -> Rule | None:
    """The version that judges what happens now."""
    in_force = (Rule.in_force_from.is_not(None), Rule.in_force_until.is_(None))
    return session().scalar(select(Rule).where(Rule.slug == slug, *in_force))


def list_versions(slug: str) -> Sequence[Rule]:
    """Every version of a rule, the newest first; NotFound when there is none."""
    found = session().scalars(select(Rule).where(Rule.slug == slug).order_by(Rule.version.desc())).all()
    if not found:
        raise NotFound(f"No rule is called {slug}.")
    return found


def list_rules() -> Sequence[Rule]:
    """Every version of every rule, by name, the newest first."""
    return session().scalars(select(Rule).order_by(Rule.slug, Rule.version.desc())).all()


def last_version(slug: str) -> int:
    """The number of the newest version, 0 when there is none."""
    return session().scalar(select(func.coalesce(func.max(Rule.version), 0)).where(Rule.slug == slug)) or 0


def period_of(slug: str) -> str | None:
    """The period of the caps of a rule's published versions, if one had a cap."""
    capped = select(func.max(Rule.cap_period)).where(Rule.slug == slug, Rule.in_force_from.is_not(None))
    return session().scalar(capped)


def free_slug(event: CountedEvent) -> str:
    """A name that no rule has yet, after what the rule is about."""
    name = str(event).replace(".", "-").replace("_", "-").replace(":", "-")
    taken = set(session().scalars(select(Rule.slug).where(Rule.slug.startswith(name)).distinct()))
    numbered = (name if number == 1 else f"{name}-{number}" for number in range(1, len(taken) + 2))
    return next(slug for slug in numbered if slug not in taken)


def last_earned_after(rule: Rule, moment: datetime) -> datetime | None:
    """When the last thing that this version credited happened, if that was after `moment`."""
    later = (LedgerEntry.rule_id == rule.id, LedgerEntry.earned_at >= moment)
    return session().scalar(select(func.max(LedgerEntry.earned_at)).where(*later))


def preview(rule: Rule) -> list[Weighed]:
    """What the rule would have given over the last month, by week, then in all; never a group too small to be told."""
    until = clock.now()
    asked = {"rule_id": rule.id, "since": until - MONTH, "until": until}
    rows = session().execute(_PREVIEW, asked | company_hours_parameters(current_settings().working_hours))
    return told_by_groups((Weighed(*row) for row in rows), current_settings().smallest_group)


def list_standings() -> list[Standing]:
    """Every rule, with what it gave lately and what stands in its way."""
    latest, given = latest_facts(), given_lately()
    by_slug: dict[str, list[Rule]] = {}
    for rule in list_rules():
        by_slug.setdefault(rule.slug, []).append(rule)
    return [standing_of(versions, latest, given.get(slug)) for slug, versions in by_slug.items()]


def latest_facts() -> Mapping[str, datetime]:
    """When each kind of fact happened last, among the latest facts."""
    return {row.kind: row.occurred_at for row in session().execute(_LATEST_FACTS, {"most": LOOKED_AT})}


def given_lately() -> Mapping[str, Given]:
    """What each rule gave over the last month."""
    rows = session().execute(_GIVEN, {"since": clock.now() - MONTH})
    return {row.slug: Given(row.people, row.points, row.collective, row.credited_at) for row in rows}
