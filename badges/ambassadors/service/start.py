"""Opens a candidacy: colleagues spoke for a person, or an ambassador wants a further term."""

from __future__ import annotations

from datetime import timedelta

from app.kernel import clock
from app.kernel.application import build_path
from app.kernel.database import session
from app.kernel.errors import Conflict
from app.notices.service.notify import NewNotice, notify_people
from badges.ambassadors.models import Candidacy
from badges.ambassadors.nominating.queries import list_person_ids_to_ask
from badges.ambassadors.notices import PROPOSED
from badges.ambassadors.queries import find_open_candidacy, find_term, read_programme
from badges.ambassadors.states import CandidacyState
from badges.ambassadors.terms import REMINDED_BEFORE, describe_last_day
from badges.judging.queries import lock_people


class RenewalNotPossible(Conflict):
    """This person has no term that ends within a month, or asked for the next one already."""


def ask_candidate_if_due(person_id: int) -> None:
    """Ask a person for whom enough colleagues spoke, at most once a year; they learn neither how many nor who."""
    lock_people([person_id])
    programme, now = read_programme(), clock.now()
    if person_id not in list_person_ids_to_ask(programme, now, among=[person_id]):
        return
    due_at = now + timedelta(days=programme.answer_days)
    candidacy = Candidacy(person_id=person_id, state=CandidacyState.ASKED, opened_at=now, due_at=due_at)
    session().add(candidacy)
    session().flush()
    notify_people(
        [
            NewNotice(
                kind=PROPOSED.name,
                person_id=person_id,
                key=f"ambassador-proposed:{candidacy.id}",
                path=build_path("ambassadors.index"),
                params={"day": describe_last_day(due_at)},
            )
        ]
    )


def begin_renewal(person_id: int) -> None:
    """Let an ambassador whose term ends within a month write the role sheet of the next one. RenewalNotPossible."""
    lock_people([person_id])
    term = find_term(person_id)
    is_near = term is not None and term.ends_at is not None and term.ends_at <= clock.now() + REMINDED_BEFORE
    if not is_near or find_open_candidacy(person_id) is not None:
        raise RenewalNotPossible("A term is renewed in its last month, once.")
    session().add(Candidacy(person_id=person_id, state=CandidacyState.ACCEPTED, opened_at=clock.now()))
    session().flush()
