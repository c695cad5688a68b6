"""Publishes a contest: checks its terms again, freezes the first version of its regulation, and commits the seed of its draw."""

from __future__ import annotations

import orjson

from app.kernel import clock
from app.kernel.disclosure import get_gate
from app.kernel.errors import Conflict, FieldError, Invalid
from app.kernel.messages import ErrorMessage
from missions.contests.checks import list_term_faults
from missions.contests.life import queries
from missions.contests.life.service.announcements import append_contest_fact
from missions.contests.life.service.seeds import commit_seed
from missions.contests.life.shift import fit_beacon_round
from missions.contests.models import Contest
from missions.contests.prizes.service.stock import ensure_prizes
from missions.contests.queries import get_contest, get_terms, lock_contest
from missions.contests.regulation.service import store_regulation
from missions.contests.states import CONTEST_LIFECYCLE, ContestState
from missions.contests.terms import ContestTerms, encode_terms

TOO_FEW = ErrorMessage(
    "Too few people: whatever such a contest says would be about each of them.",
    french="Trop peu de personnes : tout ce que dirait ce concours porterait sur chacune d’elles.",
)


class UnfitTerms(Invalid):
    """The terms cannot be published; each fault stands at its field."""


class ContestChangedElsewhere(Conflict):
    """The draft was changed, or published by somebody else, since it was read."""


def publish_contest(slug: str, terms: ContestTerms, *, revision: int) -> Contest:
    """Publish the draft that was read at that `revision`. UnfitTerms, with each fault, when a date is past or a rule is broken.

    Of two people who publish at once the first one does; the second gets the contest when the terms are the same, and
    ContestChangedElsewhere otherwise.
    """
    contest = lock_contest(get_contest(slug).id)
    terms = fit_beacon_round(terms)
    if contest.state == ContestState.PUBLISHED and get_terms(contest) == terms:
        return contest
    if contest.state != ContestState.DRAFT or contest.revision != revision:
        raise ContestChangedElsewhere("Somebody changed or published this contest meanwhile: look at it again.")
    refuse_unfit_terms(terms)
    contest.state = CONTEST_LIFECYCLE.state_after_step("publish", contest.state)
    contest.published_at = clock.now()
    apply_terms(contest, terms)
    store_regulation(contest, terms, published_at=contest.published_at)
    commit_seed(contest, terms, number=1)
    append_contest_fact(contest, "contest.published", at=contest.published_at)
    return contest


def refuse_unfit_terms(terms: ContestTerms) -> None:
    """Raise UnfitTerms with every fault that stands in the way of a publication at this moment."""
    faults = list_term_faults(terms, now=clock.now())
    people = queries.count_people_in_audience(orjson.dumps(terms.audience).decode())
    if not get_gate().is_group(people):
        faults.append(FieldError("/audience", TOO_FEW))
    if faults:
        raise UnfitTerms("This contest cannot be published yet.", errors=faults)


def apply_terms(contest: Contest, terms: ContestTerms) -> None:
    """Let a locked contest follow these terms: its dates, its next step and its prizes."""
    contest.terms = dict(encode_terms(terms))
    contest.opens_at, contest.closes_at = terms.calendar.opens_at, terms.calendar.closes_at
    contest.due_at = contest.closes_at if contest.state == ContestState.OPEN else contest.opens_at
    ensure_prizes(contest, terms)
