"""Reads that every part of the programme shares: its rules, and the candidacies of a person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, select

from app.kernel.database import session
from app.kernel.errors import NotFound
from app.kernel.ownership import OwnRows
from app.kernel.schema import JsonObject
from app.people.models import Member, PersonRole
from app.people.roles import ANIMATOR
from badges.ambassadors.fields import ROLE_SHEET, TEXTS, ProgrammeSchema
from badges.ambassadors.models import AmbassadorProgramme, Candidacy, Nomination
from badges.ambassadors.states import OPEN, OVER, CandidacyState
from badges.ambassadors.terms import A_YEAR, REMINDED_BEFORE

MOST_AT_ONCE = 1_000
"""How many rows one run of the clock takes."""


class NoSuchCandidacy(NotFound):
    """There is no such candidacy for this person, or not at this step."""


SHEETS_TO_ANSWER = OwnRows(
    Candidacy,
    lambda owner_id: and_(Candidacy.approver_id == owner_id, Candidacy.state == CandidacyState.SHEET),
    lambda: NoSuchCandidacy("Nobody asks you for this agreement, or no longer."),
)


@dataclass(frozen=True, kw_only=True)
class Programme:
    """The rules and texts in force."""

    colleagues: int
    units: int
    answer_days: int
    hours: int
    term_months: int
    path: str | None
    role_sheet: Mapping[str, str]
    texts: Mapping[str, str]


def read_programme_content() -> JsonObject:
    """What HR wrote, as it was written; empty when nobody wrote anything."""
    return session().scalar(select(AmbassadorProgramme.content)) or {}


def read_programme() -> Programme:
    """The rules and texts in force, with the defaults for what nobody wrote."""
    return Programme(**{"role_sheet": ROLE_SHEET, "texts": TEXTS, **ProgrammeSchema().load(read_programme_content())})


def find_open_candidacy(person_id: int) -> Candidacy | None:
    """The candidacy of a person that is under way, read anew."""
    return _find_candidacy(person_id, Candidacy.state.in_(OPEN))


def find_term(person_id: int) -> Candidacy | None:
    """The term of a person that runs, read anew."""
    return _find_candidacy(person_id, Candidacy.state == CandidacyState.NAMED)


def get_open_candidacy(person_id: int, *states: CandidacyState) -> Candidacy:
    """The candidacy of a person that is at one of these steps; NoSuchCandidacy otherwise."""
    candidacy = find_open_candidacy(person_id)
    if candidacy is None or candidacy.state not in states:
        raise NoSuchCandidacy("There is no candidacy of yours at this step.")
    return candidacy


def get_sheet_to_answer(approver_id: int, candidacy_id: int) -> Candidacy:
    """The candidacy that waits for this person's agreement, locked; NoSuchCandidacy otherwise."""
    return SHEETS_TO_ANSWER.get_and_lock_own_row(approver_id, candidacy_id)


def get_ready_candidacy(candidacy_id: int) -> Candidacy:
    """The candidacy that waits for HR, read anew; NoSuchCandidacy otherwise."""
    ready = select(Candidacy).where(Candidacy.state == CandidacyState.READY, Candidacy.id == candidacy_id)
    candidacy = session().scalar(ready.execution_options(populate_existing=True))
    if candidacy is None:
        raise NoSuchCandidacy("This candidate does not wait for HR, or no longer.")
    return candidacy


def _find_candidacy(person_id: int, condition: ColumnElement[bool]) -> Candidacy | None:
    own: Select[Candidacy] = select(Candidacy).where(Candidacy.person_id == person_id, condition)
    return session().scalar(own.execution_options(populate_existing=True))


def is_person_here(person_id: int) -> bool:
    """Whether a person is still in the company."""
    return bool(session().scalar(select(Member.is_here).where(Member.id == person_id)))


def list_person_ids_to_remind(now: datetime) -> Sequence[int]:
    """The ambassadors whose term ends within a month and who were not reminded."""
    return _list_term_holders(Candidacy.ends_at <= now + REMINDED_BEFORE, Candidacy.reminded_at.is_(None))


def list_person_ids_to_announce(now: datetime) -> Sequence[int]:
    """The ambassadors whose further term began, and of which no fact says so yet."""
    return _list_term_holders(Candidacy.announced_from <= now)


def list_person_ids_to_end(now: datetime) -> Sequence[int]:
    """The ambassadors whose term is over."""
    return _list_term_holders(Candidacy.ends_at <= now)


def list_person_ids_without_answer(now: datetime) -> Sequence[int]:
    """The candidates whose time to answer is over."""
    silent = select(Candidacy.person_id).where(Candidacy.state == CandidacyState.ASKED, Candidacy.due_at <= now)
    return session().scalars(silent.order_by(Candidacy.due_at).limit(MOST_AT_ONCE)).all()


def list_old_nomination_ids(now: datetime) -> Sequence[int]:
    """The nominations that are older than a year."""
    old = select(Nomination.id).where(Nomination.written_at <= now - A_YEAR)
    return session().scalars(old.order_by(Nomination.written_at).limit(MOST_AT_ONCE)).all()


def list_old_candidacy_ids(now: datetime) -> Sequence[int]:
    """The candidacies that have been over for more than a year."""
    old = select(Candidacy.id).where(Candidacy.state.in_(OVER), Candidacy.over_at <= now - A_YEAR)
    return session().scalars(old.order_by(Candidacy.id).limit(MOST_AT_ONCE)).all()


def _list_term_holders(*conditions: ColumnElement[bool]) -> Sequence[int]:
    running = select(Candidacy.person_id).where(Candidacy.state == CandidacyState.NAMED, *conditions)
    return session().scalars(running.order_by(Candidacy.ends_at).limit(MOST_AT_ONCE)).all()


def list_animator_ids() -> Sequence[int]:
    """Who takes part and has the role of animators."""
    animators = select(PersonRole.person_id).join(Member, Member.id == PersonRole.person_id)
    return session().scalars(animators.where(PersonRole.role == ANIMATOR, Member.takes_part).order_by(Member.id)).all()
