"""Amends a contest: a new version of its regulation that takes nothing away, and that everybody who takes part is told of."""

from __future__ import annotations

from dataclasses import replace

from app.kernel import clock
from app.kernel.database import session
from app.kernel.errors import Conflict, FieldError
from app.people.crisis.models import Crisis
from missions.contests.checks import MISSING, PAST, list_term_faults
from missions.contests.life import queries
from missions.contests.life.amendment import list_amendment_faults
from missions.contests.life.models import ContestShift
from missions.contests.life.service.announcements import notify_participants_of_rules
from missions.contests.life.service.publish import ContestChangedElsewhere, UnfitTerms, apply_terms
from missions.contests.life.shift import fit_beacon_round, shift_calendar
from missions.contests.models import Contest
from missions.contests.notices import AMENDED
from missions.contests.queries import get_contest, get_terms, lock_contest
from missions.contests.regulation.queries import read_last_version
from missions.contests.regulation.service import store_regulation
from missions.contests.standings.service.count import recount_contest
from missions.contests.states import JOINABLE, ContestState
from missions.contests.terms import ContestTerms, Words

CRISIS_CHANGE = {
    "fr": "Une pause décidée par l’entreprise décale les dates : le temps perdu est rendu.",
    "en": "A pause that the company decided moves the dates: the time lost is given back.",
}


class ContestClosed(Conflict):
    """Nothing of a contest changes after its closing."""


def amend_contest(slug: str, terms: ContestTerms, *, change: Words, version: int) -> Contest:
    """Let the contest follow new terms; `change` says in both languages what is new, `version` which one was read.

    UnfitTerms names what an amendment may not change; ContestClosed after the closing; ContestChangedElsewhere when somebody
    else amended it meanwhile. Equal terms change nothing.
    """
    contest = lock_contest(get_contest(slug).id)
    old, terms = get_terms_to_amend(contest), fit_beacon_round(terms)
    if terms == old:
        return contest
    if read_last_version(contest.id) != version:
        raise ContestChangedElsewhere("Somebody amended this contest meanwhile: look at its rules again.")
    faults = list_faults_of_amendment(contest, old, terms, change)
    if faults:
        raise UnfitTerms("This amendment cannot be published.", errors=faults)
    _follow_terms(contest, terms, change)
    return contest


def get_terms_to_amend(contest: Contest) -> ContestTerms:
    """The terms of a contest that may be amended now; ContestClosed for any other."""
    is_over = contest.closes_at is not None and contest.closes_at <= clock.now()
    if contest.state not in JOINABLE or is_over:
        raise ContestClosed("A contest is amended between its publication and its closing.")
    return get_terms(contest)


def list_faults_of_amendment(
    contest: Contest, old: ContestTerms, terms: ContestTerms, change: Words
) -> list[FieldError]:
    """What stands in the way of these terms and of what is said about them, with the JSON pointer of each field."""
    is_open = is_play_open(contest, old)
    checked_at = min(clock.now(), terms.calendar.opens_at) if is_open else clock.now()
    faults = list_amendment_faults(old, terms, is_open=is_open) + list_term_faults(terms, now=checked_at)
    if terms.calendar.closes_at <= clock.now():
        faults.append(FieldError("/calendar/closes_at", PAST))
    missing = [language for language in ("fr", "en") if not change.get(language, "").strip()]
    return [*faults, *(FieldError(f"/change/{language}", MISSING) for language in missing)]


def is_play_open(contest: Contest, terms: ContestTerms) -> bool:
    """Whether the rules of play stand: the contest is open, or its opening has come and the clock has not seen it yet."""
    return contest.state == ContestState.OPEN or terms.calendar.opens_at <= clock.now()


def apply_ended_crises(contest: Contest) -> None:
    """Move the dates of a locked contest on by the crises that are over, each once, as an amendment of the house."""
    for crisis in queries.list_crises_to_apply(contest.id, clock.now()):
        session().add(ContestShift(contest_id=contest.id, crisis_id=crisis.id, shifted_at=clock.now()))
        _apply_crisis(contest, crisis)


def _apply_crisis(contest: Contest, crisis: Crisis) -> None:
    terms = get_terms(contest)
    calendar = shift_calendar(terms.calendar, crisis.starts_at, crisis.over_at)
    if calendar != terms.calendar:
        _follow_terms(contest, fit_beacon_round(replace(terms, calendar=calendar)), CRISIS_CHANGE)


def shift_contest_if_due(contest_id: int) -> None:
    """Move the dates of a contest on by the crises that are over. Idempotent."""
    apply_ended_crises(lock_contest(contest_id))


def _follow_terms(contest: Contest, terms: ContestTerms, change: Words) -> None:
    apply_terms(contest, terms)
    queries.get_last_result(contest.id).beacon_round = terms.draw.beacon_round
    regulation = store_regulation(contest, terms, published_at=clock.now(), change=change)
    session().flush()
    recount_contest(contest.id)
    notify_participants_of_rules(contest, AMENDED, str(regulation.version), change=dict(change))
