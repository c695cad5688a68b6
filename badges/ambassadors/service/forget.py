"""Forgets what is about people who left Passerelle or the company, and what is older than a year."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import delete

from app.kernel import clock
from app.kernel.database import session
from app.people.queries import get_person
from app.people.roles import AMBASSADOR
from app.people.service.roles import take_role_back
from badges.ambassadors import queries
from badges.ambassadors.models import Candidacy, Nomination
from badges.ambassadors.questions.service import forget_turns
from badges.ambassadors.service.answer import close_candidacy, void_nominations_of_person
from badges.ambassadors.service.ending import close_term
from badges.ambassadors.signals.service import forget_signals
from badges.ambassadors.states import OVER
from badges.ambassadors.terms import A_YEAR
from badges.ambassadors.texts.service import withdraw_text
from badges.judging.queries import lock_people
from badges.terms.queries import list_leavers


def forget_leavers(fact_ids: Sequence[int]) -> None:
    """Forget, as ambassadors and as candidates, those who by these facts left and are not back. Idempotent.

    What colleagues wrote about them is erased, and what they wrote too. No fact says that a term ended: nothing new is stored.
    """
    for person_id, is_here in list_leavers(fact_ids):
        forget_person(person_id)
        if not is_here:
            session().execute(delete(Nomination).where(Nomination.nominee_id == person_id))


def forget_person(person_id: int) -> None:
    """Let a person be no candidate, no ambassador and nobody's advocate; whoever joins anew begins so."""
    lock_people([person_id])
    term = queries.find_term(person_id)
    if term is not None:
        close_term(term)
        _take_role_back_if_here(person_id)
    candidacy = queries.find_open_candidacy(person_id)
    if candidacy is not None:
        close_candidacy(candidacy)
    forget_signals(person_id)
    forget_turns(person_id)
    withdraw_text(person_id)
    void_nominations_of_person(person_id)
    session().execute(delete(Nomination).where(Nomination.nominator_id == person_id))


def delete_old_nomination(nomination_id: int) -> None:
    """Delete a nomination that is older than a year."""
    is_old = Nomination.written_at <= clock.now() - A_YEAR
    session().execute(delete(Nomination).where(Nomination.id == nomination_id, is_old))


def delete_old_candidacy(candidacy_id: int) -> None:
    """Delete a candidacy that was opened more than a year ago and is over for as long."""
    is_old = (Candidacy.state.in_(OVER), Candidacy.over_at <= clock.now() - A_YEAR)
    session().execute(delete(Candidacy).where(Candidacy.id == candidacy_id, *is_old))


def _take_role_back_if_here(person_id: int) -> None:
    if queries.is_person_here(person_id):
        take_role_back(get_person(person_id), AMBASSADOR)
