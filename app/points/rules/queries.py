"""Reads of rules: drafts, versions, previews, and the health of each rule."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import RowMapping, func, select, text

from app.journal.counted_events import CountedEvent
from app.journal.queries import load_latest_event_moments
from app.kernel import clock
from app.kernel.company_figure import CompanyFigure
from app.kernel.database import session
from app.kernel.disclosure import get_counted_weeks, get_gate
from app.kernel.errors import NotFound
from app.kernel.kept_figures.queries import read_figure
from app.points.models import LedgerEntry, Rule
from app.points.rules import statements
from app.points.rules.health import (
    CreditSummary,
    EventCount,
    PreviewCount,
    PreviewRow,
    RuleOverview,
    build_preview_rows,
    build_rule_overview,
)

_PREVIEW = text(statements.PREVIEW)
_GIVEN = text(statements.GIVEN)


def find_draft(slug: str) -> Rule | None:
    """The version that is not published yet; None when there is none."""
    return session().scalar(select(Rule).where(Rule.slug == slug, Rule.in_force_from.is_(None)))


def find_rule_in_force(slug: str) -> Rule | None:
    """The version in force; None when there is none."""
    in_force = (Rule.in_force_from.is_not(None), Rule.in_force_until.is_(None))
    return session().scalar(select(Rule).where(Rule.slug == slug, *in_force))


def list_rules_in_force() -> Sequence[Rule]:
    """The version in force of every rule that has one, by name."""
    in_force = (Rule.in_force_from.is_not(None), Rule.in_force_until.is_(None))
    return session().scalars(select(Rule).where(*in_force).order_by(Rule.slug)).all()


def get_rule_versions(slug: str) -> Sequence[Rule]:
    """Every version of a rule, the newest first; raises NotFound when there is none."""
    versions = session().scalars(select(Rule).where(Rule.slug == slug).order_by(Rule.version.desc())).all()
    if not versions:
        raise NotFound(f"No rule is called {slug}.")
    return versions


def list_all_rule_versions() -> Sequence[Rule]:
    """Every version of every rule, by name, the newest first."""
    return session().scalars(select(Rule).order_by(Rule.slug, Rule.version.desc())).all()


def read_last_version_number(slug: str) -> int:
    """The number of the newest version, 0 when there is none."""
    return session().scalar(select(func.coalesce(func.max(Rule.version), 0)).where(Rule.slug == slug)) or 0


def find_cap_period_of_published_versions(slug: str) -> str | None:
    """The period of the caps of a rule's published versions; None when none had a cap."""
    capped = select(func.max(Rule.cap_period)).where(Rule.slug == slug, Rule.in_force_from.is_not(None))
    return session().scalar(capped)


def choose_free_slug(event: CountedEvent) -> str:
    """A slug that no rule has yet, made from the rule's event."""
    name = str(event).replace(".", "-").replace("_", "-").replace(":", "-")
    taken = set(session().scalars(select(Rule.slug).where(Rule.slug.startswith(name)).distinct()))
    numbered = (name if number == 1 else f"{name}-{number}" for number in range(1, len(taken) + 2))
    return next(slug for slug in numbered if slug not in taken)


def find_last_credited_moment_since(rule: Rule, moment: datetime) -> datetime | None:
    """The moment of the last event that this version credited since `moment`; None when there is none."""
    later = (LedgerEntry.rule_id == rule.id, LedgerEntry.earned_at >= moment)
    return session().scalar(select(func.max(LedgerEntry.earned_at)).where(*later))


def preview_rule(rule: Rule) -> list[PreviewRow]:
    """What the rule would have given over the last whole weeks, by week, then in total; groups too small have no numbers."""
    since, until = get_counted_weeks(clock.now())
    parameters = {"rule_id": rule.id, "since": since, "until": until}
    rows = session().execute(_PREVIEW, parameters)
    counts = [_build_preview_count(row) for row in rows.mappings()]
    return build_preview_rows(counts, get_gate(), first_week=since.date())


def list_rule_overviews() -> list[RuleOverview]:
    """Every rule with its health."""
    latest = load_latest_event_moments()
    given, now = list_credit_summaries(), clock.now()
    by_slug: dict[str, list[Rule]] = {}
    for rule in list_all_rule_versions():
        by_slug.setdefault(rule.slug, []).append(rule)
    return [build_rule_overview(versions, latest, given.get(slug), now) for slug, versions in by_slug.items()]


def list_credit_summaries() -> Mapping[str, CreditSummary]:
    """What each rule credited over the last whole weeks, by slug; as it was some minutes ago in a large company."""
    gate = get_gate()
    return {
        slug: CreditSummary(
            points=gate.show_amount(given["points"], given["people"]),
            collective=gate.show_amount(given["collective"], given["people"]),
            is_to_group=gate.is_group(given["people"]),
        )
        for slug, given in read_figure(GIVEN_BY_RULES).items()
    }


def count_given_by_rules() -> dict[str, Mapping[str, int]]:
    """The people, points and collective points of each rule over the last whole weeks, by slug."""
    since, until = get_counted_weeks(clock.now())
    rows = session().execute(_GIVEN, {"since": since, "until": until}).mappings()
    return {row["slug"]: {name: row[name] for name in ("people", "points", "collective")} for row in rows}


def find_first_counted_week() -> str:
    """What the figure below is about: its weeks."""
    return get_counted_weeks(clock.now())[0].isoformat()


GIVEN_BY_RULES = CompanyFigure("points.given", "ledger_entry", find_first_counted_week, count_given_by_rules)


def _build_preview_count(row: RowMapping) -> PreviewCount:
    outcomes = ("credited", "capped", "switched_off")
    return PreviewCount(
        week=row["week"],
        points=row["points"],
        collective=row["collective"],
        **{name: EventCount(row[name], row[f"{name}_people"]) for name in outcomes},
    )
