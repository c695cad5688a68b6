"""The use cases of rule authors: write a draft, publish it, end a rule."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import text

from app.kernel import clock
from app.kernel.database import session
from app.kernel.errors import Conflict, FieldError, Invalid
from app.points.models import Rule
from app.points.rules import queries
from app.points.sentences import ANNOUNCED, build_sentences
from app.points.statements import TAKE_RULES_LOCK
from app.points.terms import RuleFault, RuleTerms, list_faults


class TermsRefused(Invalid):
    """The terms cannot be published; `faults` has the reason of each field."""

    def __init__(self, faults: Mapping[str, RuleFault]) -> None:
        errors = [FieldError(f"/{field}", fault) for field, fault in faults.items()]
        super().__init__(" ".join(faults.values()), errors=errors)
        self.faults = faults


class NoDraft(Conflict):
    """There is no draft to publish or to delete."""


class NotInForce(Conflict):
    """The rule has ended already."""


def save_rule_draft(terms: RuleTerms, *, slug: str | None = None, sentence: Mapping[str, str] | None = None) -> Rule:
    """Save a draft: a new rule, or the next version of `slug`. It credits nothing before it is published."""
    faults = list_faults(
        terms, announced=ANNOUNCED, period=queries.find_cap_period_of_published_versions(slug) if slug else None
    )
    if faults:
        raise TermsRefused(faults)
    name = slug or queries.choose_free_slug(terms.events[0])
    rule = queries.find_draft(name)
    if rule is None:
        rule = Rule(slug=name, version=queries.read_last_version_number(name) + 1)
        session().add(rule)
    _copy_terms_into_rule(rule, terms, sentence or build_sentences(terms))
    session().flush()
    return rule


def publish_draft(slug: str, *, in_force_from: datetime | None = None) -> Rule:
    """Put the draft in force from now on; the version before it ends at that moment, and what it credited stays."""
    session().execute(text(TAKE_RULES_LOCK))
    draft = queries.find_draft(slug)
    if draft is None:
        raise NoDraft("There is no draft of this rule: it was published or thrown away.")
    before = queries.find_rule_in_force(slug)
    moment = in_force_from or clock.now()
    if before is not None:
        moment = before.in_force_until = _choose_end_after_last_credit(before)
        session().flush()
    draft.in_force_from = moment
    session().flush()
    return draft


def end_rule(slug: str) -> None:
    """End the rule now; what it credited stays."""
    session().execute(text(TAKE_RULES_LOCK))
    rule = queries.find_rule_in_force(slug)
    if rule is None:
        raise NotInForce("This rule is not in force.")
    rule.in_force_until = _choose_end_after_last_credit(rule)


def discard_draft(slug: str) -> None:
    """Delete the draft."""
    draft = queries.find_draft(slug)
    if draft is None:
        raise NoDraft("There is no draft of this rule: it was published or thrown away.")
    session().delete(draft)


def _choose_end_after_last_credit(rule: Rule) -> datetime:
    """Now, or just after the last fact that the rule credited, because the clock of a network may be ahead of ours."""
    now = clock.now()
    last = queries.find_last_credited_moment_since(rule, now)
    return now if last is None else last + timedelta(microseconds=1)


def _copy_terms_into_rule(rule: Rule, terms: RuleTerms, sentence: Mapping[str, str]) -> None:
    rule.sentence = dict(sentence)
    rule.fact_kinds = [event.kind for event in terms.events]
    rule.beneficiary = terms.events[0].role
    rule.amount, rule.collective_amount = terms.personal, terms.collective
    rule.cap = terms.cap.times if terms.cap else None
    rule.cap_period = terms.cap.period if terms.cap else None
    rule.justification = terms.justification.strip()
