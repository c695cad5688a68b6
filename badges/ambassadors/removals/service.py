"""Ends a term by two people of HR, and keeps what a third decides about an appeal."""

from __future__ import annotations

from collections.abc import Collection

from app.journal.service import NewFact, append_facts
from app.kernel import clock
from app.kernel.application import build_path
from app.kernel.database import session
from app.kernel.errors import Conflict, FieldError, Forbidden, Invalid
from app.kernel.messages import ErrorMessage
from app.notices.service.notify import NewNotice, notify_people
from app.people.queries import get_person
from app.people.roles import AMBASSADOR
from app.people.service.roles import give_role
from badges.ambassadors.models import Candidacy
from badges.ambassadors.notices import APPEAL_ANSWERED, APPEAL_UPHELD, REMOVED
from badges.ambassadors.queries import find_open_candidacy, find_term
from badges.ambassadors.removals.models import AmbassadorRemoval
from badges.ambassadors.removals.queries import (
    NoSuchRemoval,
    find_latest_removal,
    get_removal,
    may_decide,
    read_own_removal,
)
from badges.ambassadors.service.answer import close_candidacy
from badges.ambassadors.service.ending import end_term
from badges.ambassadors.states import CandidacyState
from badges.judging.queries import lock_people
from badges.service.give import list_faults_of_words
from badges.terms.queries import takes_part

NO_APPEAL = ErrorMessage("Say why you disagree.", french="Dites pourquoi vous n’êtes pas d’accord.")


class AnotherPersonNeeded(Forbidden):
    """Each step needs a person who took none before, and is not the ambassador."""


class RemovalNotPossible(Conflict):
    """This term does not run, or somebody proposed to end it already."""


def propose_removal(by_id: int, person_id: int, reason: str) -> None:
    """Propose to end a term for a reason that the ambassador reads once somebody else confirmed it. Invalid without one."""
    if errors := list_faults_of_words(reason, ""):
        raise Invalid("A term is ended for a reason.", errors=errors)
    _refuse_step({person_id}, by_id)
    lock_people([person_id])
    term = find_term(person_id)
    if term is None or _is_proposed(term):
        raise RemovalNotPossible("This term does not run, or somebody proposed to end it already.")
    session().add(
        AmbassadorRemoval(candidacy_id=term.id, reason=reason.strip(), proposed_by_id=by_id, proposed_at=clock.now())
    )
    session().flush()


def drop_removal(by_id: int, removal_id: int) -> None:
    """Leave it; nobody learns that it was proposed. AnotherPersonNeeded for what is proposed about oneself."""
    removal, candidacy = _lock_removal(removal_id)
    _refuse_step({candidacy.person_id}, by_id)
    if removal.confirmed_at is not None:
        raise NoSuchRemoval("This removal was confirmed.")
    session().delete(removal)
    session().flush()


def confirm_removal(by_id: int, removal_id: int) -> None:
    """End the term as a second person; the ambassador reads the reason, and may appeal. AnotherPersonNeeded."""
    removal, candidacy = _lock_removal(removal_id)
    _refuse_step({candidacy.person_id, removal.proposed_by_id}, by_id)
    if removal.confirmed_at is not None or candidacy.state != CandidacyState.NAMED:
        raise NoSuchRemoval("This term is over.")
    removal.confirmed_by_id, removal.confirmed_at, removal.hours = by_id, clock.now(), candidacy.hours
    renewal = find_open_candidacy(candidacy.person_id)
    if renewal is not None:
        close_candidacy(renewal)
    end_term(candidacy, kind=REMOVED.name, params={"reason": removal.reason})


def appeal_removal(person_id: int, appeal: str) -> None:
    """Ask a third person to decide; once, within thirty days. Invalid at the field, NoSuchRemoval otherwise."""
    if not appeal.strip():
        raise Invalid(NO_APPEAL, errors=[FieldError("/appeal", NO_APPEAL)])
    if faults := list_faults_of_words(appeal, ""):
        raise Invalid("This appeal cannot be kept.", errors=[FieldError("/appeal", fault.detail) for fault in faults])
    lock_people([person_id])
    removal, own = find_latest_removal(person_id), read_own_removal(person_id)
    if removal is None or own is None or not own.can_appeal:
        raise NoSuchRemoval("There is nothing to appeal against, or no longer.")
    removal.appeal = appeal.strip()
    session().flush()


def decide_appeal(by_id: int, removal_id: int, *, is_upheld: bool) -> None:
    """Decide as a third person of HR, or as a representative where HR has none: the term goes on until its end, or stays over.

    AnotherPersonNeeded for whoever may not.
    """
    removal, candidacy = _lock_removal(removal_id)
    excluded = frozenset({candidacy.person_id, removal.proposed_by_id, removal.confirmed_by_id})
    _refuse_step(excluded, by_id)
    if not may_decide(by_id, excluded):
        raise AnotherPersonNeeded("A third person of HR takes this step.")
    if removal.appeal is None or removal.decided_at is not None:
        raise NoSuchRemoval("No appeal waits here.")
    removal.decided_by_id, removal.decided_at, removal.is_upheld = by_id, clock.now(), is_upheld
    session().flush()
    if is_upheld:
        _restore_term(candidacy, removal.hours)
    kind = APPEAL_UPHELD if is_upheld else APPEAL_ANSWERED
    path, key = build_path("ambassadors.index"), f"{kind.name}:{removal.id}"
    notify_people([NewNotice(kind=kind.name, person_id=candidacy.person_id, key=key, path=path)])


def _restore_term(candidacy: Candidacy, hours: int | None) -> None:
    """Let a term go on that is not over by now, for somebody who still takes part and was not named since."""
    person_id, now = candidacy.person_id, clock.now()
    is_running = candidacy.ends_at is not None and candidacy.ends_at > now
    if not is_running or find_term(person_id) is not None or not takes_part(person_id):
        return
    candidacy.state, candidacy.over_at, candidacy.hours = CandidacyState.NAMED, None, hours
    session().flush()
    give_role(get_person(person_id), AMBASSADOR)
    key = f"ambassador-restored:{candidacy.id}:{now.isoformat()}"
    append_facts([NewFact(kind="ambassador.named", source_key=key, occurred_at=now, actor_id=person_id)])


def _is_proposed(term: Candidacy) -> bool:
    proposed = session().query(AmbassadorRemoval.id).filter_by(candidacy_id=term.id, confirmed_at=None)
    return proposed.first() is not None


def _lock_removal(removal_id: int) -> tuple[AmbassadorRemoval, Candidacy]:
    _, candidacy = get_removal(removal_id)
    lock_people([candidacy.person_id])
    return get_removal(removal_id)


def _refuse_step(excluded: Collection[int | None], by_id: int) -> None:
    if by_id in excluded:
        raise AnotherPersonNeeded("Another person of HR takes this step.")
