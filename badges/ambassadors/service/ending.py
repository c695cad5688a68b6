"""Ends terms: a month before, their holders are reminded; then they lapse quietly, or end whenever their holders wish."""

from __future__ import annotations

from app.journal.service import NewFact, append_facts
from app.kernel import clock
from app.kernel.application import build_path
from app.kernel.database import session
from app.kernel.schema import JsonObject
from app.kernel.texts import NOTHING
from app.notices.service.notify import NewNotice, notify_people
from app.people.queries import get_person
from app.people.roles import AMBASSADOR
from app.people.service.roles import take_role_back
from badges.ambassadors.hours.service import forget_time
from badges.ambassadors.models import Candidacy
from badges.ambassadors.notices import TERM_ENDED, TERM_ENDING
from badges.ambassadors.publicity.service import forget_publicity
from badges.ambassadors.queries import NoSuchCandidacy, find_term
from badges.ambassadors.states import CandidacyState
from badges.ambassadors.terms import REMINDED_BEFORE, describe_last_day
from badges.judging.queries import lock_people


def remind_ambassador_if_due(person_id: int) -> None:
    """Tell an ambassador once that the term ends within a month."""
    lock_people([person_id])
    term, now = find_term(person_id), clock.now()
    if term is None or term.ends_at is None or term.reminded_at is not None or term.ends_at > now + REMINDED_BEFORE:
        return
    term.reminded_at = now
    if term.ends_at > now:
        _notify_ambassador(term, TERM_ENDING.name, {"day": describe_last_day(term.ends_at)})


def end_term_if_due(person_id: int) -> None:
    """Let a term that is over lapse, without a word to anybody but its holder."""
    lock_people([person_id])
    term = find_term(person_id)
    if term is not None and term.ends_at is not None and term.ends_at <= clock.now():
        end_term(term)


def step_down(person_id: int) -> None:
    """End one's own term now, for no reason that anybody asks for. NoSuchCandidacy without one."""
    lock_people([person_id])
    term = find_term(person_id)
    if term is None:
        raise NoSuchCandidacy("You have no term that runs.")
    end_term(term)


def end_term(term: Candidacy, *, kind: str = TERM_ENDED.name, params: JsonObject = NOTHING) -> None:
    """End a term and the role with it; its person is locked, and here."""
    close_term(term)
    take_role_back(get_person(term.person_id), AMBASSADOR)
    assert term.over_at is not None, "It is over since just now."
    key, actor_id = f"ambassador-ended:{term.id}:{term.over_at.isoformat()}", term.person_id
    append_facts([NewFact(kind="ambassador.ended", source_key=key, occurred_at=term.over_at, actor_id=actor_id)])
    _notify_ambassador(term, kind, params)


def close_term(term: Candidacy) -> None:
    """Let a term be over, and keep neither its hours nor who agreed to them."""
    term.state, term.over_at = CandidacyState.ENDED, clock.now()
    term.hours, term.approver_id, term.is_on_paper, term.rests_since = None, None, False, None
    session().flush()
    forget_publicity(term.person_id)
    forget_time(term.person_id)


def _notify_ambassador(term: Candidacy, kind: str, params: JsonObject) -> None:
    path = build_path("ambassadors.index")
    key = f"{kind}:{term.id}:{clock.now().isoformat()}" if kind != TERM_ENDING.name else f"{kind}:{term.id}"
    notify_people([NewNotice(kind=kind, person_id=term.person_id, key=key, path=path, params=params)])
