"""The role sheet: a candidate says how many hours a month and who agrees to them; that person answers."""

from __future__ import annotations

from dataclasses import dataclass

from app.kernel.application import build_path
from app.kernel.database import session
from app.kernel.errors import FieldError, Invalid
from app.kernel.messages import ErrorMessage
from app.notices.service.notify import NewNotice, notify_people
from app.people.directory.queries import find_person_ids_by_line
from app.people.targeting import find_line_fault
from badges.ambassadors.models import Candidacy
from badges.ambassadors.notices import AGREED, AGREEMENT_WANTED, NOT_AGREED
from badges.ambassadors.queries import get_open_candidacy, get_sheet_to_answer
from badges.ambassadors.states import CandidacyState
from badges.judging.queries import lock_people
from badges.terms.queries import get_full_name

MOST_HOURS = 40
WRONG_HOURS = ErrorMessage(
    "A whole number of hours from 1 to {most}.", french="Un nombre entier d’heures, de 1 à {most}."
)
NO_APPROVER = ErrorMessage("Say who agrees.", french="Dites qui donne son accord.")
ONESELF = ErrorMessage("Nobody agrees to their own time.", french="On ne se donne pas son accord à soi-même.")


@dataclass(frozen=True, kw_only=True)
class TypedSheet:
    """What a candidate types: hours a month, and who agrees; `is_on_paper` when a printed sheet was signed instead."""

    hours: str
    approver: str
    is_on_paper: bool


def send_role_sheet(person_id: int, typed: TypedSheet) -> None:
    """Ask the one person of that name or address to agree, or pass on to HR a sheet signed on paper; Invalid at each field.

    Until HR confirmed, a sheet may be sent anew: who was asked before is asked no more.
    """
    lock_people([person_id])
    steps = (CandidacyState.ACCEPTED, CandidacyState.SHEET, CandidacyState.READY)
    candidacy = get_open_candidacy(person_id, *steps)
    approver_id = None if typed.is_on_paper else _find_approver(person_id, typed)
    hours = _read_hours(typed)
    candidacy.hours, candidacy.approver_id, candidacy.is_on_paper = hours, approver_id, typed.is_on_paper
    candidacy.state = CandidacyState.READY if typed.is_on_paper else CandidacyState.SHEET
    candidacy.sheets += 1
    session().flush()
    if approver_id is not None:
        params = {"person": get_full_name(person_id), "hours": hours}
        _notify_about_sheet(AGREEMENT_WANTED.name, approver_id, candidacy, params)


def give_agreement(approver_id: int, candidacy_id: int) -> None:
    """Agree to the hours; HR may confirm from now on. NoSuchCandidacy when nobody asks for it any more."""
    candidacy = _lock_sheet(approver_id, candidacy_id)
    candidacy.state = CandidacyState.READY
    session().flush()
    _notify_about_sheet(AGREED.name, candidacy.person_id, candidacy, {"person": get_full_name(approver_id)})


def refuse_agreement(approver_id: int, candidacy_id: int) -> None:
    """Do not agree; the candidate alone learns of it, and may send another sheet."""
    candidacy = _lock_sheet(approver_id, candidacy_id)
    candidacy.state, candidacy.approver_id = CandidacyState.ACCEPTED, None
    session().flush()
    _notify_about_sheet(NOT_AGREED.name, candidacy.person_id, candidacy, {"person": get_full_name(approver_id)})


def _lock_sheet(approver_id: int, candidacy_id: int) -> Candidacy:
    lock_people([get_sheet_to_answer(approver_id, candidacy_id).person_id])
    return get_sheet_to_answer(approver_id, candidacy_id)


def _find_approver(person_id: int, typed: TypedSheet) -> int:
    """The one person who was typed; Invalid, with the fault of the hours, where there is none."""
    line = " ".join(typed.approver.split())
    ids = find_person_ids_by_line([line])[line] if line else ()
    fault = find_line_fault(line, ids) if line else NO_APPROVER
    if fault is None and ids[0] == person_id:
        fault = ONESELF
    if fault is not None:
        raise Invalid(
            "This sheet cannot be sent.", errors=[*_list_faults_of_hours(typed), FieldError("/approver", fault)]
        )
    return ids[0]


def _read_hours(typed: TypedSheet) -> int:
    if errors := _list_faults_of_hours(typed):
        raise Invalid("This sheet cannot be sent.", errors=errors)
    return int(typed.hours)


def _list_faults_of_hours(typed: TypedSheet) -> list[FieldError]:
    text = typed.hours.strip()
    is_whole = text.isascii() and text.isdigit() and len(text) < 4
    return (
        [] if is_whole and 1 <= int(text) <= MOST_HOURS else [FieldError("/hours", WRONG_HOURS.format(most=MOST_HOURS))]
    )


def _notify_about_sheet(kind: str, person_id: int, candidacy: Candidacy, params: dict[str, object]) -> None:
    asks = kind == AGREEMENT_WANTED.name
    path = (
        build_path("ambassador_agreements.show", candidacy_id=candidacy.id) if asks else build_path("ambassadors.index")
    )
    key = f"{kind}:{candidacy.id}:{candidacy.sheets}"
    notify_people([NewNotice(kind=kind, person_id=person_id, key=key, path=path, params=params)])
