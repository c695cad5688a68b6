"""Keeps the answer of a candidate; a refusal is silent, and no answer is one."""

from __future__ import annotations

from sqlalchemy import update

from app.kernel import clock
from app.kernel.database import session
from badges.ambassadors.models import Candidacy, Nomination
from badges.ambassadors.queries import find_open_candidacy, find_term, get_open_candidacy
from badges.ambassadors.states import OPEN, CandidacyState
from badges.judging.queries import lock_people


def accept_candidacy(person_id: int) -> None:
    """Accept: from now on the candidate reads who spoke for them and what they wrote. A second press changes nothing."""
    lock_people([person_id])
    candidacy = get_open_candidacy(person_id, *OPEN)
    if candidacy.state == CandidacyState.ASKED:
        candidacy.state, candidacy.due_at = CandidacyState.ACCEPTED, None
        session().flush()


def decline_candidacy(person_id: int) -> None:
    """Decline, or give up before the term begins; nobody learns of it, and what colleagues wrote is erased."""
    lock_people([person_id])
    close_candidacy(get_open_candidacy(person_id, *OPEN))


def decline_candidacy_if_due(person_id: int) -> None:
    """Take the silence of a candidate for a no, once its time is over."""
    lock_people([person_id])
    candidacy = find_open_candidacy(person_id)
    if candidacy is not None and candidacy.due_at is not None and candidacy.due_at <= clock.now():
        close_candidacy(candidacy)


def close_candidacy(candidacy: Candidacy) -> None:
    """Let a candidacy be over without a term; its person is locked. Whoever gives up a further term keeps what colleagues wrote."""
    candidacy.state, candidacy.over_at, candidacy.due_at = CandidacyState.DECLINED, clock.now(), None
    candidacy.hours, candidacy.approver_id, candidacy.is_on_paper = None, None, False
    session().flush()
    if find_term(candidacy.person_id) is None:
        void_nominations_of_person(candidacy.person_id)


def void_nominations_of_person(person_id: int) -> None:
    """Erase what colleagues wrote about a person; they still read whom they proposed, and that it counts no more nowhere."""
    session().execute(update(Nomination).where(Nomination.nominee_id == person_id).values(sentence=None))
