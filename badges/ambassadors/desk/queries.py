"""What HR reads: who waits for a confirmation, whose term ends, and counts of what is still private."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import aliased

from app.kernel.database import session
from app.kernel.disclosure import Figure, get_gate
from app.people.models import Member, Unit
from badges.ambassadors.hours.queries import read_people_above_envelope
from badges.ambassadors.models import Candidacy, Nomination
from badges.ambassadors.states import CandidacyState


@dataclass(frozen=True, kw_only=True)
class ReadyCandidate:
    """Somebody who accepted and whose time was agreed to. Who spoke for them, and what they wrote, is not for HR."""

    candidacy_id: int
    person_id: int
    name: str
    unit: str
    hours: int
    approver: str | None
    renews: bool


@dataclass(frozen=True, kw_only=True)
class RunningTerm:
    """A term and when it ends."""

    person_id: int
    name: str
    unit: str
    ends_at: datetime


@dataclass(frozen=True, kw_only=True)
class ProgrammeFigures:
    """What is private, as figures of the gate: people who were proposed within a year, ambassadors, and those above their envelope."""

    proposed: Figure
    ambassadors: Figure
    above: Figure


def list_ready_candidates() -> list[ReadyCandidate]:
    """Everybody who waits for HR, the longest first."""
    approver, running = aliased(Member), aliased(Candidacy)
    columns = (
        Candidacy.id.label("candidacy_id"),
        Candidacy.person_id,
        _build_name(Member).label("name"),
        Unit.name.label("unit"),
        Candidacy.hours,
        _build_name(approver).label("approver"),
        running.id.is_not(None).label("renews"),
    )
    waiting = (
        select(*columns)
        .join(Member, Member.id == Candidacy.person_id)
        .join(Unit, Unit.id == Member.unit_id)
        .outerjoin(approver, approver.id == Candidacy.approver_id)
        .outerjoin(running, and_(running.person_id == Candidacy.person_id, running.state == CandidacyState.NAMED))
        .where(Candidacy.state == CandidacyState.READY)
        .order_by(Candidacy.id)
    )
    return [ReadyCandidate(**row) for row in session().execute(waiting).mappings()]


def list_running_terms() -> list[RunningTerm]:
    """Every term that runs, the one that ends first first."""
    terms = (
        select(Candidacy.person_id, _build_name(Member).label("name"), Unit.name.label("unit"), Candidacy.ends_at)
        .join(Member, Member.id == Candidacy.person_id)
        .join(Unit, Unit.id == Member.unit_id)
        .where(Candidacy.state == CandidacyState.NAMED)
        .order_by(Candidacy.ends_at, Candidacy.id)
    )
    return [RunningTerm(**row) for row in session().execute(terms).mappings()]


def count_ready_candidates() -> int:
    """How many candidates wait for HR."""
    return session().scalar(select(func.count()).where(Candidacy.state == CandidacyState.READY)) or 0


def read_programme_figures() -> ProgrammeFigures:
    """How many people were proposed, how many are ambassadors, and how many noted more time than was agreed on: in figures of the gate."""
    gate = get_gate()
    proposed = select(func.count(Nomination.nominee_id.distinct())).where(Nomination.sentence.is_not(None))
    ambassadors = select(func.count()).where(Candidacy.state == CandidacyState.NAMED)
    return ProgrammeFigures(
        proposed=gate.show_people(session().scalar(proposed) or 0),
        ambassadors=gate.show_people(session().scalar(ambassadors) or 0),
        above=read_people_above_envelope(),
    )


def _build_name(member: type[Member]) -> ColumnElement[str]:
    return member.given_name + " " + member.family_name
