"""The verbs of whoever writes rules: keep a draft, publish it in place of the version in force, end a rule."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import text

from app.kernel import clock
from app.kernel.database import session
from app.kernel.errors import Conflict, FieldError, Invalid
from app.points.models import Rule
from app.points.rules import queries
from app.points.sentences import ANNOUNCED, sentence_of
from app.points.statements import CHANGE_RULES
from app.points.terms import Fault, Terms, faults_of


class TermsRefused(Invalid):
    """A rule that may not be published so; `faults` says why, by field."""

    def __init__(self, faults: Mapping[str, Fault]) -> None:
        errors = [FieldError(f"/{field}", fault) for field, fault in faults.items()]
        super().__init__(" ".join(faults.values()), errors=errors)
        self.faults = faults


class NoDraft(Conflict):
    """There is nothing to publish or to throw away."""


class NotInForce(Conflict):
    """The rule judges nothing any more."""


def write_draft(terms: Terms, *, slug: str | None = None, sentence: Mapping[str, str] | None = None) -> Rule:
    """Keep what a rule shall say: a new one, or the next version of `slug`. Nothing is credited by it yet."""
    faults = faults_of(terms, announced=ANNOUNCED, period=queries.period_of(slug) if slug else None)
    if faults:
        raise TermsRefused(faults)
    name = slug or queries.free_slug(terms.events[0])
    rule = queries.find_draft(name)
    if rule is None:
        rule = Rule(slug=name, version=queries.last_version(name) + 1)
        session().add(rule)
    _write(rule, terms, sentence or sentence_of(terms))
    session().flush()
    return rule


def publish(slug: str, *, in_force_from: datetime | None = None) -> Rule:
    """Put the draft in force in place of the version before it, from now on: what was earned is never judged again by it."""
    session().execute(text(CHANGE_RULES))
    draft = queries.find_draft(slug)
    if draft is None:
        raise NoDraft("There is no draft of this rule: it was published or thrown away.")
    before = queries.find_in_force(slug)
    moment = in_force_from or clock.now()
    if before is not None:
        moment = before.in_force_until = _moment_of_change(before)
        session().flush()
    draft.in_force_from = moment
    session().flush()
    return draft


def end(slug: str) -> None:
    """From now on the rule credits nothing; what it gave stays."""
    session().execute(text(CHANGE_RULES))
    rule = queries.find_in_force(slug)
    if rule is None:
        raise NotInForce("This rule is not in force.")
    rule.in_force_until = _moment_of_change(rule)


def discard(slug: str) -> None:
    """Throw a draft away."""
    draft = queries.find_draft(slug)
    if draft is None:
        raise NoDraft("There is no draft of this rule: it was published or thrown away.")
    session().delete(draft)


def _moment_of_change(rule: Rule) -> datetime:
    """Now, or just after the last fact credited by the rule: a network's clock may be ahead, and what it told is earned."""
    now = clock.now()
    last = queries.last_earned_after(rule, now)
    return now if last is None else last + timedelta(microseconds=1)


def _write(rule: Rule, terms: Terms, sentence: Mapping[str, str]) -> None:
    rule.sentence = dict(sentence)
    rule.fact_kinds = [event.kind for event in terms.events]
    rule.beneficiary = terms.events[0].role
    rule.amount, rule.collective_amount = terms.personal, terms.collective
    rule.cap = terms.cap.times if terms.cap else None
    rule.cap_period = terms.cap.period if terms.cap else None
    rule.justification = terms.justification.strip()
