"""Reads of rest: whose rights may rest, and whose wake."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Select, and_, func, or_, select

from app.kernel import clock
from app.kernel.database import session
from badges.ambassadors.models import Candidacy
from badges.ambassadors.queries import MOST_AT_ONCE
from badges.ambassadors.signals.models import AmbassadorSignals
from badges.ambassadors.states import CandidacyState
from badges.ambassadors.terms import A_YEAR


def list_person_ids_to_settle() -> Sequence[int]:
    """The ambassadors whose rights rest from now on, or no longer."""
    due = _select_terms().where(or_(_rests_condition(), _wakes_condition()))
    return session().scalars(due.order_by(Candidacy.id).limit(MOST_AT_ONCE)).all()


def is_due_to_rest(person_id: int) -> bool:
    """Whether the signals of a year have no sign of this ambassador, whose rights began, or were resumed, a year ago or more."""
    due = _select_terms().where(_rests_condition(), Candidacy.person_id == person_id)
    return session().scalar(due) is not None


def is_due_to_wake(person_id: int) -> bool:
    """Whether there is a sign again, or nothing is counted of this person any more."""
    due = _select_terms().where(_wakes_condition(), Candidacy.person_id == person_id)
    return session().scalar(due) is not None


def _select_terms() -> Select[int]:
    terms = select(Candidacy.person_id).outerjoin(AmbassadorSignals, AmbassadorSignals.person_id == Candidacy.person_id)
    return terms.where(Candidacy.state == CandidacyState.NAMED)


def _rests_condition() -> ColumnElement[bool]:
    began_at = func.coalesce(Candidacy.resumed_at, Candidacy.named_at)
    return and_(Candidacy.rests_since.is_(None), AmbassadorSignals.is_idle, began_at <= clock.now() - A_YEAR)


def _wakes_condition() -> ColumnElement[bool]:
    has_sign = or_(AmbassadorSignals.person_id.is_(None), ~AmbassadorSignals.is_idle)
    return and_(Candidacy.rests_since.is_not(None), has_sign)
