"""The demo's ambassadors: Aminata serves a term, colleagues spoke for Hélène, and Thomas waits for HR."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from app.kernel import clock
from app.people.queries import get_person_by_email
from badges.ambassadors.nominating.service import TypedNomination, nominate_typed_person
from badges.ambassadors.queries import get_open_candidacy
from badges.ambassadors.service.agreement import TypedSheet, send_role_sheet
from badges.ambassadors.service.answer import accept_candidacy
from badges.ambassadors.service.review import confirm_candidacy
from badges.ambassadors.service.start import ask_candidate_if_due
from badges.ambassadors.states import CandidacyState
from seeds.demo import AMINATA, CLAIRE, HELENE, OLIVIA, PHILIPPE, THOMAS, DemoPerson
from seeds.workdays import workday_on_or_before

NAMED_AGO, SPOKEN_AGO = timedelta(days=120), timedelta(days=6)
OF_AMINATA = (
    (THOMAS, "Elle fait circuler entre les régions ce qui marche, sans jamais le dire sien."),
    (OLIVIA, "Elle explique sans jamais faire sentir qu’on aurait dû savoir."),
    (HELENE, "Trois de mes agences lui doivent une réponse qu’elles cherchaient depuis des mois."),
)
OF_HELENE = (
    (THOMAS, "Elle répond le soir même, et revient voir si la réponse a servi."),
    (OLIVIA, "Elle a accueilli toute mon équipe quand nous avons changé d’outil."),
    (PHILIPPE, "Elle met en relation des gens qui ne se seraient jamais parlé."),
)
OF_THOMAS = (
    (OLIVIA, "Il trouve toujours qui sait, même très loin de son métier."),
    (PHILIPPE, "Il m’a appris à poser une question en public."),
    (CLAIRE, "Il relance les questions sans réponse avec tact."),
)


def make_demo_ambassadors(now: datetime) -> None:
    """Let colleagues speak for Aminata some months ago, and for Hélène and Thomas this month."""
    with clock.freeze_at(_find_workday(now, NAMED_AGO)):
        _speak_for(AMINATA, OF_AMINATA)
        confirm_candidacy(_find_id(CLAIRE), _make_ready(AMINATA))
    with clock.freeze_at(_find_workday(now, SPOKEN_AGO)):
        _speak_for(HELENE, OF_HELENE)
        _speak_for(THOMAS, OF_THOMAS)
        _make_ready(THOMAS)


def _speak_for(nominee: DemoPerson, sentences: Sequence[tuple[DemoPerson, str]]) -> None:
    for nominator, sentence in sentences:
        nominate_typed_person(_find_id(nominator), TypedNomination(colleague=nominee.email, sentence=sentence))
    ask_candidate_if_due(_find_id(nominee))


def _make_ready(candidate: DemoPerson) -> int:
    """The id of the candidacy of somebody who accepts, with a signed role sheet."""
    person_id = _find_id(candidate)
    accept_candidacy(person_id)
    send_role_sheet(person_id, TypedSheet(hours="4", approver="", is_on_paper=True))
    return get_open_candidacy(person_id, CandidacyState.READY).id


def _find_id(person: DemoPerson) -> int:
    return get_person_by_email(person.email).id


def _find_workday(now: datetime, ago: timedelta) -> datetime:
    return datetime.combine(workday_on_or_before((now - ago).date()), now.timetz())
