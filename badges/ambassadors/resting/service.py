"""Lets the rights of an ambassador rest after a year without a sign, and wakes them."""

from __future__ import annotations

from app.kernel import clock
from app.kernel.application import build_path
from app.kernel.database import session
from app.notices.service.notify import NewNotice, notify_people
from app.people.queries import get_person
from app.people.roles import AMBASSADOR
from app.people.service.roles import give_role, take_role_back
from badges.ambassadors.models import Candidacy
from badges.ambassadors.notices import RIGHTS_REST
from badges.ambassadors.queries import find_term
from badges.ambassadors.resting.queries import is_due_to_rest, is_due_to_wake
from badges.judging.queries import lock_people


def settle_rest_if_due(person_id: int) -> None:
    """Let the rights of an ambassador rest, of which they alone are told, or wake. The term goes on. Idempotent."""
    lock_people([person_id])
    term = find_term(person_id)
    if term is not None and is_due_to_rest(person_id):
        _let_rights_rest(term)
    elif term is not None and is_due_to_wake(person_id):
        _wake_rights(term)


def resume_rights(person_id: int) -> None:
    """Wake one's own rights, for a year at least. A second press changes nothing."""
    lock_people([person_id])
    term = find_term(person_id)
    if term is not None and term.rests_since is not None:
        _wake_rights(term)


def _let_rights_rest(term: Candidacy) -> None:
    term.rests_since = clock.now()
    session().flush()
    take_role_back(get_person(term.person_id), AMBASSADOR)
    key, path = f"{RIGHTS_REST.name}:{term.id}:{term.rests_since.date()}", build_path("ambassadors.index")
    notify_people([NewNotice(kind=RIGHTS_REST.name, person_id=term.person_id, key=key, path=path)])


def _wake_rights(term: Candidacy) -> None:
    term.rests_since, term.resumed_at = None, clock.now()
    session().flush()
    give_role(get_person(term.person_id), AMBASSADOR)
