"""HR confirms a candidate who accepted and whose time somebody agreed to, or does not, for a reason."""

from __future__ import annotations

from datetime import datetime, timedelta

from app.journal.service import NewFact, append_facts
from app.kernel import clock
from app.kernel.application import build_path
from app.kernel.database import session
from app.kernel.errors import Forbidden, Invalid
from app.notices.service.notify import NewNotice, notify_people
from app.people.queries import get_person
from app.people.roles import AMBASSADOR
from app.people.service.roles import give_role
from badges.ambassadors.models import Candidacy
from badges.ambassadors.notices import NAMED, NOT_CONFIRMED
from badges.ambassadors.queries import find_term, get_ready_candidacy, read_programme
from badges.ambassadors.service.answer import close_candidacy
from badges.ambassadors.states import CandidacyState
from badges.ambassadors.terms import compute_term_end, describe_last_day
from badges.judging.queries import lock_people
from badges.service.give import list_faults_of_words


class OwnCandidacy(Forbidden):
    """Nobody confirms themselves."""


def confirm_candidacy(reviewer_id: int, candidacy_id: int) -> None:
    """Begin the term, which gives the role; a further term begins where the running one ends.

    NoSuchCandidacy unless it waits for HR, OwnCandidacy for one's own.
    """
    candidacy = _lock_ready_candidacy(reviewer_id, candidacy_id)
    now, running = clock.now(), find_term(candidacy.person_id)
    months = read_programme().term_months
    begins_at = now if running is None or running.ends_at is None else running.ends_at
    if running is not None:
        running.state, running.over_at = CandidacyState.ENDED, now
        session().flush()
    candidacy.state, candidacy.named_at = CandidacyState.NAMED, now
    candidacy.ends_at = compute_term_end(begins_at, months)
    candidacy.announced_from = None if running is None else begins_at + timedelta(days=1)
    session().flush()
    give_role(get_person(candidacy.person_id), AMBASSADOR)
    if running is None:
        _append_fact(candidacy, now)
    _notify_candidate(candidacy, NAMED.name, {"day": describe_last_day(candidacy.ends_at)})


def refuse_candidacy(reviewer_id: int, candidacy_id: int, reason: str) -> None:
    """Do not confirm; the person alone reads the reason. Invalid without one."""
    if errors := list_faults_of_words(reason, ""):
        raise Invalid("A candidate is refused for a reason.", errors=errors)
    candidacy = _lock_ready_candidacy(reviewer_id, candidacy_id)
    close_candidacy(candidacy)
    _notify_candidate(candidacy, NOT_CONFIRMED.name, {"reason": reason.strip()})


def _lock_ready_candidacy(reviewer_id: int, candidacy_id: int) -> Candidacy:
    person_id = get_ready_candidacy(candidacy_id).person_id
    if person_id == reviewer_id:
        raise OwnCandidacy("Nobody confirms themselves: a colleague of HR does.")
    lock_people([person_id])
    return get_ready_candidacy(candidacy_id)


def announce_term_if_due(person_id: int) -> None:
    """Append the fact of a further term, the day after the term before it ended: a badge of a year ends with its last day."""
    lock_people([person_id])
    term = find_term(person_id)
    if term is not None and term.announced_from is not None and term.announced_from <= clock.now():
        _append_fact(term, term.announced_from)
        term.announced_from = None
        session().flush()


def _append_fact(term: Candidacy, at: datetime) -> None:
    key = f"ambassador-named:{term.id}"
    append_facts([NewFact(kind="ambassador.named", source_key=key, occurred_at=at, actor_id=term.person_id)])


def _notify_candidate(candidacy: Candidacy, kind: str, params: dict[str, object]) -> None:
    notice = NewNotice(
        kind=kind,
        person_id=candidacy.person_id,
        key=f"{kind}:{candidacy.id}",
        path=build_path("ambassadors.index"),
        params=params,
    )
    notify_people([notice])
